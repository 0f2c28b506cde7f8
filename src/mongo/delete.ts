import type { Document } from 'mongodb';
import type { Namespace } from './data-source-config.ts';
import type { PooledClient } from './pooled-client.ts';
import { toDriverOptions, type WriteOptions } from './write-options.ts';

export interface DeleteResult {
  readonly deletedCount: number;
}

/** Deletes one document that matches, or all. */
export async function deleteDocuments(
  pooled: PooledClient,
  { database, collection }: Namespace,
  which: 'one' | 'many',
  filter: Document,
  writeOptions: WriteOptions,
): Promise<DeleteResult> {
  const target = pooled.database(database).collection(collection);
  const options = toDriverOptions(writeOptions);
  const { deletedCount } = await (which === 'one'
    ? target.deleteOne(filter, options)
    : target.deleteMany(filter, options));
  return { deletedCount };
}
