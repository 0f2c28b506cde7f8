import type { AggregateOptions, AggregationCursor, ClientSession, FindCursor, FindOptions } from 'mongodb';
import type { Problem } from '../problem/index.ts';
import { endAbandoned, neverReuse, untilAborted } from './abandoned-read.ts';
import type { Namespace } from './data-source-config.ts';
import { batchSizeOf, type AggregateQuery, type FindQuery, type FindResult } from './find-query.ts';
import type { PooledClient } from './pooled-client.ts';
import { toRawArray } from './raw-array.ts';

/** The driver's own cursor, which knows which of several servers holds it; as raw as it can be had. */
export async function findByDriver(
  pooled: PooledClient,
  { database, collection }: Namespace,
  query: FindQuery,
  signal: AbortSignal | undefined,
  toProblem: (error: unknown) => Problem,
): Promise<FindResult> {
  const session = pooled.startSession();
  const cursor = pooled
    .database(database)
    .collection<Buffer>(collection)
    .find(query.filter, { ...toFindOptions(query), session });
  const result = new DriverCursor({ cursor, session, pooled, signal, toProblem });
  await result.open();
  return result;
}

/** The same for an aggregation. */
export async function aggregateByDriver(
  pooled: PooledClient,
  { database, collection }: Namespace,
  query: AggregateQuery,
  signal: AbortSignal | undefined,
  toProblem: (error: unknown) => Problem,
): Promise<FindResult> {
  const session = pooled.startSession();
  const cursor = pooled
    .database(database)
    .collection(collection)
    .aggregate<Buffer>([...query.pipeline], { ...toAggregateOptions(query), session });
  const result = new DriverCursor({ cursor, session, pooled, signal, toProblem });
  await result.open();
  return result;
}

function toAggregateOptions(query: AggregateQuery): AggregateOptions {
  const { maxTimeMs, collation } = query;
  return {
    raw: true,
    batchSize: batchSizeOf(query),
    ...(maxTimeMs !== undefined && { maxTimeMS: maxTimeMs }),
    ...(collation !== undefined && { collation }),
  };
}

function toFindOptions(query: FindQuery): FindOptions {
  const { projection, sort, limit, skip, maxTimeMs, collation } = query;
  return {
    raw: true,
    batchSize: batchSizeOf(query),
    ...(projection !== undefined && { projection }),
    ...(sort !== undefined && { sort: Object.entries(sort) as FindOptions['sort'] & object }),
    ...(limit !== undefined && { limit }),
    ...(skip !== undefined && { skip }),
    ...(maxTimeMs !== undefined && { maxTimeMS: maxTimeMs }),
    ...(collation !== undefined && { collation }),
  };
}

interface DriverCursorDeps {
  readonly cursor: FindCursor<Buffer> | AggregationCursor<Buffer>;
  readonly session: ClientSession;
  readonly pooled: PooledClient;
  readonly signal: AbortSignal | undefined;
  readonly toProblem: (error: unknown) => Problem;
}

/** Closed once no batch is under way any more: the driver forgets a cursor whose batch it does not wait for. */
class DriverCursor implements FindResult {
  firstBatch: Buffer = toRawArray([]);
  exhausted = false;
  readonly #deps: DriverCursorDeps;
  readonly #abort = (): void => void this.close();
  #running: Promise<unknown> = Promise.resolve();
  #ended = false;

  constructor(deps: DriverCursorDeps) {
    this.#deps = deps;
    deps.pooled.enter();
    deps.signal?.addEventListener('abort', this.#abort, { once: true });
  }

  async open(): Promise<void> {
    const { cursor } = this.#deps;
    try {
      await this.#hasNext();
    } catch (error) {
      void this.close();
      throw error;
    }
    this.firstBatch = toRawArray(cursor.readBufferedDocuments());
    this.exhausted = cursor.id === undefined || cursor.id.isZero();
    if (this.exhausted) void this.close();
  }

  async *rest(): AsyncIterable<Buffer> {
    const { cursor, signal, toProblem } = this.#deps;
    try {
      signal?.throwIfAborted();
      while (!this.exhausted && (await this.#hasNext())) yield toRawArray(cursor.readBufferedDocuments());
    } catch (error) {
      throw signal?.aborted === true ? signal.reason : toProblem(error);
    } finally {
      await this.close();
    }
    signal?.throwIfAborted();
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    const { cursor, session, pooled, signal } = this.#deps;
    signal?.removeEventListener('abort', this.#abort);
    if (signal?.aborted === true) {
      neverReuse(session);
      await endAbandoned(pooled, session, this.#running);
    }
    await cursor.close().catch(() => undefined);
    await session.endSession();
    pooled.leave();
  }

  #hasNext(): Promise<boolean> {
    const running = this.#deps.cursor.hasNext();
    this.#running = running;
    return untilAborted(running, this.#deps.signal);
  }
}
