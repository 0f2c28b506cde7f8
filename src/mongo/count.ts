import type { CollationOptions, Document } from 'mongodb';
import type { Namespace } from './data-source-config.ts';
import type { PooledClient } from './pooled-client.ts';

export interface DistinctOptions {
  /** Longest time in milliseconds that the server may spend. */
  readonly maxTimeMs?: number | undefined;
  /** How texts are compared, instead of the collection's own way. */
  readonly collation?: CollationOptions | undefined;
}

export interface CountOptions extends DistinctOptions {
  /** Counts up to so many; 0 or absent: all. */
  readonly limit?: number | undefined;
  readonly skip?: number | undefined;
}

/** How many documents match, exactly. The filter stands in a `$match`, so `$where` and `$near` are refused. */
export async function count(
  pooled: PooledClient,
  { database, collection }: Namespace,
  filter: Document,
  { maxTimeMs, collation, limit, skip }: CountOptions,
  signal: AbortSignal | undefined,
): Promise<number> {
  const bounds = [...(skip ? [{ $skip: skip }] : []), ...(limit ? [{ $limit: limit }] : [])];
  const cursor = pooled
    .database(database)
    .collection(collection)
    .aggregate<{ count: number }>([{ $match: filter }, ...bounds, { $count: 'count' }], {
      ...(maxTimeMs !== undefined && { maxTimeMS: maxTimeMs }),
      ...(collation !== undefined && { collation }),
      ...(signal !== undefined && { signal }),
    });
  const found = await cursor.next();
  return found?.count ?? 0;
}

/** How many documents the collection holds by its metadata: fast, and off after an unclean stop or on a sharded cluster. */
export async function estimatedCount(
  pooled: PooledClient,
  { database, collection }: Namespace,
  { maxTimeMs }: Pick<CountOptions, 'maxTimeMs'>,
): Promise<number> {
  const options = maxTimeMs === undefined ? {} : { maxTimeMS: maxTimeMs };
  return pooled.database(database).collection(collection).estimatedDocumentCount(options);
}
