import type { CollationOptions, Document } from '../mongo/index.ts';
import type { Change } from './change.ts';
import type { Unit } from './in-transaction.ts';

export interface Written {
  readonly matchedCount: number;
  readonly modifiedCount: number;
  readonly upsertedId: unknown;
}

export interface WriteChangeOptions {
  readonly upsert?: boolean;
  readonly collation?: CollationOptions | undefined;
}

/** Writes a change in a transaction, to all that the filter finds; a replacement to one. */
export async function writeChange(
  { collection, session }: Unit,
  filter: Document,
  change: Change,
  { upsert = false, collation }: WriteChangeOptions,
): Promise<Written> {
  const options = { session, upsert, ...(collation !== undefined && { collation }) };
  const result =
    'replacement' in change
      ? await collection.replaceOne(filter, change.replacement, options)
      : await collection.updateMany(filter, change.update, {
          ...options,
          ...(change.arrayFilters !== undefined && { arrayFilters: [...change.arrayFilters] }),
        });
  const { matchedCount, modifiedCount, upsertedId } = result;
  return { matchedCount, modifiedCount, upsertedId };
}
