import type { CollationOptions, Document } from 'mongodb';

/** What to find; names as in MongoDB's find command. */
export interface FindQuery {
  readonly filter: Document;
  readonly projection?: Document | undefined;
  readonly sort?: Record<string, unknown> | undefined;
  /** 0 or absent: all. */
  readonly limit?: number | undefined;
  readonly skip?: number | undefined;
  /** Longest time in milliseconds that the server may spend on the query, all batches together. */
  readonly maxTimeMs?: number | undefined;
  readonly collation?: CollationOptions | undefined;
  /** Documents in one batch, 1,000 unless said; the server ends a batch at 16 MB in any case. */
  readonly batchSize?: number | undefined;
}

/** What to aggregate; names as in MongoDB's aggregate command. */
export interface AggregateQuery extends Pick<FindQuery, 'maxTimeMs' | 'collation' | 'batchSize'> {
  readonly pipeline: readonly Document[];
}

/** Documents in batches: raw BSON arrays, as the server sent them. */
export interface FindResult {
  readonly firstBatch: Buffer;
  /** Whether the first batch is all. */
  readonly exhausted: boolean;
  /** The further batches; leaving the loop early closes the cursor. Throws Problem, or the reason when the signal aborts. */
  rest(): AsyncIterable<Buffer>;
  /** Kills the cursor where it is open; may be called at any time and again. Never rejects. */
  close(): Promise<void>;
}

export type BatchSizes = Pick<FindQuery, 'limit' | 'batchSize'>;

const documentsPerBatch = 1000;

/**
 * Documents for the first batch: one more than the limit, for then the server closes the cursor with the batch.
 * https://github.com/mongodb/specifications/blob/master/source/crud/crud.md
 */
export function batchSizeOf({ batchSize = documentsPerBatch, limit = 0 }: BatchSizes): number {
  return limit > 0 && limit <= batchSize ? limit + 1 : batchSize;
}

export function toFindCommand(collection: string, query: FindQuery, readConcern: Document | undefined): Document {
  const { filter, projection, sort, limit, skip, maxTimeMs, collation } = query;
  const command: Document = { find: collection, filter };
  if (projection !== undefined) command['projection'] = projection;
  if (sort !== undefined) command['sort'] = sort;
  if (skip) command['skip'] = skip;
  if (limit) command['limit'] = limit;
  if (limit === 1) command['singleBatch'] = true;
  else command['batchSize'] = batchSizeOf(query);
  if (maxTimeMs) command['maxTimeMS'] = maxTimeMs;
  if (collation !== undefined) command['collation'] = collation;
  if (readConcern !== undefined) command['readConcern'] = readConcern;
  return command;
}

export function toAggregateCommand(
  collection: string,
  query: AggregateQuery,
  readConcern: Document | undefined,
): Document {
  const { pipeline, maxTimeMs, collation } = query;
  return {
    aggregate: collection,
    pipeline,
    cursor: { batchSize: batchSizeOf(query) },
    ...(maxTimeMs && { maxTimeMS: maxTimeMs }),
    ...(collation !== undefined && { collation }),
    ...(readConcern !== undefined && { readConcern }),
  };
}
