import type { FindCursor, FindOptions } from 'mongodb';
import type { Problem } from '../problem/index.ts';
import type { Namespace } from './data-source-config.ts';
import { batchSizeOf, type FindQuery, type FindResult } from './find-query.ts';
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
  const cursor = pooled
    .database(database)
    .collection<Buffer>(collection)
    .find(query.filter, toFindOptions(query, signal));
  await cursor.hasNext();
  return new DriverCursor(cursor, pooled, signal, toProblem);
}

function toFindOptions(query: FindQuery, signal: AbortSignal | undefined): FindOptions & { signal?: AbortSignal } {
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
    ...(signal !== undefined && { signal }),
  };
}

/** The driver itself kills its cursor when the signal aborts; a second close beside that would end the session under it. */
class DriverCursor implements FindResult {
  readonly firstBatch: Buffer;
  readonly exhausted: boolean;
  readonly #cursor: FindCursor<Buffer>;
  readonly #signal: AbortSignal | undefined;
  readonly #toProblem: (error: unknown) => Problem;

  constructor(
    cursor: FindCursor<Buffer>,
    pooled: PooledClient,
    signal: AbortSignal | undefined,
    toProblem: (error: unknown) => Problem,
  ) {
    this.#cursor = cursor;
    this.#signal = signal;
    this.#toProblem = toProblem;
    this.firstBatch = toRawArray(cursor.readBufferedDocuments());
    this.exhausted = cursor.id === undefined || cursor.id.isZero();
    if (cursor.closed) return;
    pooled.enter();
    cursor.once('close', () => pooled.leave());
  }

  async *rest(): AsyncIterable<Buffer> {
    try {
      this.#signal?.throwIfAborted();
      while (!this.exhausted && (await this.#cursor.hasNext())) yield toRawArray(this.#cursor.readBufferedDocuments());
    } catch (error) {
      throw this.#signal?.aborted === true ? this.#signal.reason : this.#toProblem(error);
    } finally {
      await this.close();
    }
    this.#signal?.throwIfAborted();
  }

  async close(): Promise<void> {
    if (!this.#cursor.closed) await this.#cursor.close().catch(() => undefined);
  }
}
