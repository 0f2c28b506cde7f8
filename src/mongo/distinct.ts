import type { Document } from 'mongodb';
import type { DistinctOptions } from './count.ts';
import type { Namespace } from './data-source-config.ts';
import type { PooledClient } from './pooled-client.ts';

/** The different values of a field in the documents that match, 16 MB at most, as their BSON classes so that no type is lost. */
export async function distinct(
  pooled: PooledClient,
  { database, collection }: Namespace,
  field: string,
  filter: Document,
  { maxTimeMs, collation }: DistinctOptions,
  signal: AbortSignal | undefined,
): Promise<unknown[]> {
  const db = pooled.database(database);
  const command = {
    distinct: collection,
    key: field,
    query: filter,
    ...(maxTimeMs && { maxTimeMS: maxTimeMs }),
    ...(collation !== undefined && { collation }),
  };
  const { readPreference } = db.client;
  const options = { readPreference, promoteValues: false, bsonRegExp: true, ...(signal !== undefined && { signal }) };
  const reply = await db.command(command, options);
  return reply['values'] as unknown[];
}
