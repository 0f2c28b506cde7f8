import type { Abortable, ClientSession, Db, Document, RunCommandOptions } from 'mongodb';
import type { Problem } from '../problem/index.ts';
import { routesToMany } from './capabilities.ts';
import { readCursorReply, type CursorReply } from './cursor-reply.ts';
import type { Namespace } from './data-source-config.ts';
import { findByDriver } from './driver-cursor.ts';
import { toFindCommand, type FindQuery, type FindResult } from './find-query.ts';
import { OpenCursor } from './open-cursor.ts';
import type { PooledClient } from './pooled-client.ts';
import { isRetryableRead } from './retryable-read.ts';

/**
 * Runs the bare find command and takes the batch out of the reply as it came: the driver's own cursor costs more than
 * decoding the documents. `toProblem` is for errors of further batches.
 */
export async function find(
  pooled: PooledClient,
  namespace: Namespace,
  query: FindQuery,
  signal: AbortSignal | undefined,
  toProblem: (error: unknown) => Problem,
): Promise<FindResult> {
  const { client } = pooled;
  const onlyBatch = query.limit === 1;
  const readPreference = client.readPreference;
  if (!onlyBatch && routesToMany(pooled.topology, readPreference.mode)) {
    return findByDriver(pooled, namespace, query, signal, toProblem);
  }
  const db = pooled.database(namespace.database);
  const command = toFindCommand(namespace.collection, query, client.readConcern?.toJSON());
  // A cursor belongs to the session that opened it; a single batch has no cursor.
  const session = onlyBatch ? undefined : pooled.startSession();
  try {
    const options: RunCommandOptions & Abortable = { raw: true, readPreference, signal };
    if (session !== undefined) options.session = session;
    const reply = await runRead(db, command, options);
    if (reply.id === 0n || session === undefined) return new WholeResult(reply.batch, session);
    return new OpenCursor({ pooled, db, session, namespace, query, signal, toProblem }, reply);
  } catch (error) {
    void session?.endSession();
    throw error;
  }
}

async function runRead(db: Db, command: Document, options: RunCommandOptions & Abortable): Promise<CursorReply> {
  let reply: Document;
  try {
    reply = await db.command(command, options);
  } catch (error) {
    if (!isRetryableRead(error) || !db.client.options.retryReads || options.signal?.aborted === true) throw error;
    reply = await db.command(command, options);
  }
  return readCursorReply(reply['cursor'] as Buffer);
}

const nothing: AsyncIterable<Buffer> = { async *[Symbol.asyncIterator]() {} };

/** The first batch is all: no cursor is open. */
class WholeResult implements FindResult {
  readonly firstBatch: Buffer;
  readonly exhausted = true;

  constructor(batch: Buffer, session: ClientSession | undefined) {
    this.firstBatch = batch;
    void session?.endSession();
  }

  rest(): AsyncIterable<Buffer> {
    return nothing;
  }

  async close(): Promise<void> {}
}
