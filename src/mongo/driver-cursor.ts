import type { AggregateOptions, AggregationCursor, ClientSession, Collection, FindCursor, FindOptions } from 'mongodb';
import type { Problem } from '../problem/index.ts';
import { endAbandoned, neverReuse, untilAborted } from './abandoned-read.ts';
import type { Namespace } from './data-source-config.ts';
import { batchSizeOf, type AggregateQuery, type FindQuery, type FindResult } from './find-query.ts';
import type { PooledClient } from './pooled-client.ts';
import { toRawArray } from './raw-array.ts';

/** What both kinds of cursor are opened with. */
type Opening = Pick<DriverCursorDeps, 'pooled' | 'signal' | 'toProblem'>;

/** The driver's own cursor, which knows which of several servers holds it; as raw as it can be had. */
export function findByDriver(opening: Opening, namespace: Namespace, query: FindQuery): Promise<FindResult> {
  const { filter, projection, sort, limit, skip } = query;
  const options: FindOptions = {
    ...(projection !== undefined && { projection }),
    ...(sort !== undefined && { sort: Object.entries(sort) as FindOptions['sort'] & object }),
    ...(limit !== undefined && { limit }),
    ...(skip !== undefined && { skip }),
  };
  return open(opening, namespace, query, (collection, common) => collection.find(filter, { ...common, ...options }));
}

/** The same for an aggregation. */
export function aggregateByDriver(opening: Opening, namespace: Namespace, query: AggregateQuery): Promise<FindResult> {
  const pipeline = [...query.pipeline];
  return open(opening, namespace, query, (collection, common) => collection.aggregate<Buffer>(pipeline, common));
}

type CommonOptions = Pick<AggregateOptions & FindOptions, 'raw' | 'batchSize' | 'maxTimeMS' | 'collation' | 'session'>;

async function open(
  opening: Opening,
  { database, collection }: Namespace,
  query: Pick<FindQuery, 'maxTimeMs' | 'collation' | 'limit' | 'batchSize'>,
  toCursor: (collection: Collection<Buffer>, options: CommonOptions) => DriverCursorDeps['cursor'],
): Promise<FindResult> {
  const { pooled } = opening;
  const { maxTimeMs, collation } = query;
  const session = pooled.takeSession();
  const cursor = toCursor(pooled.database(database).collection<Buffer>(collection), {
    session,
    raw: true,
    batchSize: batchSizeOf(query),
    ...(maxTimeMs !== undefined && { maxTimeMS: maxTimeMs }),
    ...(collation !== undefined && { collation }),
  });
  const result = new DriverCursor({ ...opening, cursor, session });
  await result.open();
  return result;
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
    pooled.returnSession(session);
    pooled.leave();
  }

  #hasNext(): Promise<boolean> {
    const running = this.#deps.cursor.hasNext();
    this.#running = running;
    return untilAborted(running, this.#deps.signal);
  }
}
