import type { ClientSession, Db, Document } from 'mongodb';
import type { Problem } from '../problem/index.ts';
import { endAbandoned, neverReuse, untilAborted } from './abandoned-read.ts';
import { routesToMany } from './capabilities.ts';
import { readCursorReply, type CursorReply } from './cursor-reply.ts';
import type { Namespace } from './data-source-config.ts';
import { aggregateByDriver, findByDriver } from './driver-cursor.ts';
import {
  toAggregateCommand,
  toFindCommand,
  type AggregateQuery,
  type FindQuery,
  type FindResult,
} from './find-query.ts';
import { backOff, hasLabel } from './error-labels.ts';
import { runOnPrimary } from './lean/run-on-primary.ts';
import { OpenCursor, type OpenCursorDeps } from './open-cursor.ts';
import type { PooledClient } from './pooled-client.ts';
import { isRetryableRead } from './retryable-read.ts';

/**
 * Runs the bare find command and takes the batch out of the reply as it came: the driver's own cursor costs more than
 * decoding the documents. `toProblem` is for errors of further batches.
 */
export function find(
  pooled: PooledClient,
  namespace: Namespace,
  query: FindQuery,
  signal: AbortSignal | undefined,
  toProblem: (error: unknown) => Problem,
): Promise<FindResult> {
  const { client } = pooled;
  if (routesToMany(pooled.topology, client.readPreference.mode))
    return findByDriver({ pooled, signal, toProblem }, namespace, query);
  const db = pooled.database(namespace.database);
  const command = toFindCommand(namespace.collection, query, client.readConcern?.toJSON());
  return findWithCursor({ pooled, db, session: pooled.takeSession(), namespace, query, signal, toProblem }, command);
}

/** Runs the bare aggregate command, as `find` does its own. Stages that write must not be tried again: see `isRepeatable`. */
export function aggregate(
  pooled: PooledClient,
  namespace: Namespace,
  query: AggregateQuery,
  signal: AbortSignal | undefined,
  toProblem: (error: unknown) => Problem,
): Promise<FindResult> {
  const { client } = pooled;
  if (routesToMany(pooled.topology, client.readPreference.mode))
    return aggregateByDriver({ pooled, signal, toProblem }, namespace, query);
  const db = pooled.database(namespace.database);
  const command = toAggregateCommand(namespace.collection, query, client.readConcern?.toJSON());
  return findWithCursor({ pooled, db, session: pooled.takeSession(), namespace, query, signal, toProblem }, command);
}

/** A cursor belongs to the session that opened it. */
async function findWithCursor(deps: OpenCursorDeps, command: Document): Promise<FindResult> {
  const { pooled, db, session, signal } = deps;
  const running = runRead(db, command, session, signal);
  try {
    const reply = await untilAborted(running, signal);
    if (reply.id !== 0n) return new OpenCursor(deps, reply);
    pooled.returnSession(session);
    return new WholeResult(reply.batch);
  } catch (error) {
    if (signal?.aborted === true) void abandon(deps, running);
    else void session.endSession();
    throw error;
  }
}

/** A session that has ended keeps the command from being sent where it still waits for a connection. */
async function abandon({ pooled, session, namespace }: OpenCursorDeps, running: Promise<CursorReply>): Promise<void> {
  pooled.enter();
  neverReuse(session);
  const { id, serverSession } = session;
  void session.endSession();
  await endAbandoned(pooled, { id, serverSession }, running);
  const reply = await running.catch(() => undefined);
  if (reply !== undefined && reply.id !== 0n) await pooled.control.killCursor(namespace, reply.id);
  pooled.leave();
}

/** Tried again as the driver would, for neither way does it by itself: but for overload, which `db.command` knows. */
async function runRead(
  db: Db,
  command: Document,
  session: ClientSession,
  signal: AbortSignal | undefined,
): Promise<CursorReply> {
  const isLean = db.client.readPreference.mode === 'primary' && isRepeatable(command);
  const lean = isLean ? runOnPrimary(db.client, db.databaseName, command, session) : undefined;
  try {
    return readCursorReply(lean === undefined ? await runByDriver(db, command, session) : (await lean).cursor);
  } catch (error) {
    const mayHelp = isRetryableRead(error) || (lean !== undefined && hasLabel(error, 'RetryableError'));
    const isFinal = !mayHelp || !db.client.options.retryReads || signal?.aborted === true;
    if (isFinal || !isRepeatable(command)) throw error;
    await backOff(error);
    return readCursorReply(await runByDriver(db, command, session));
  }
}

async function runByDriver(db: Db, command: Document, session: ClientSession): Promise<Buffer> {
  const options = { raw: true, readPreference: db.client.readPreference, session };
  return (await db.command(command, options))['cursor'] as Buffer;
}

/** Not with `$out` and `$merge`, which write what they read. */
function isRepeatable({ pipeline = [] }: Document): boolean {
  const last: object = (pipeline as object[]).at(-1) ?? {};
  return !('$out' in last || '$merge' in last);
}

const nothing: AsyncIterable<Buffer> = { async *[Symbol.asyncIterator]() {} };

/** The first batch is all: no cursor is open. */
class WholeResult implements FindResult {
  readonly firstBatch: Buffer;
  readonly exhausted = true;

  constructor(batch: Buffer) {
    this.firstBatch = batch;
  }

  rest(): AsyncIterable<Buffer> {
    return nothing;
  }

  async close(): Promise<void> {}
}
