import type { CollationOptions, Document, UpdateResult } from '../mongo/index.ts';
import type { Change } from './change.ts';
import type { Unit } from './in-transaction.ts';

export interface WriteChangeOptions {
  readonly upsert?: boolean;
  readonly collation?: CollationOptions | undefined;
}

/** Writes a change in a transaction, to all that the filter finds; a replacement to one. */
export async function writeChange(
  { collection, session, timeLeft }: Unit,
  filter: Document,
  change: Change,
  { upsert = false, collation }: WriteChangeOptions,
): Promise<UpdateResult> {
  const options = { session, upsert, maxTimeMS: timeLeft(), ...(collation !== undefined && { collation }) };
  const result =
    'replacement' in change
      ? await collection.replaceOne(filter, change.replacement, options)
      : await collection.updateMany(filter, change.update, {
          ...options,
          ...(change.arrayFilters !== undefined && { arrayFilters: [...change.arrayFilters] }),
        });
  const { matchedCount, modifiedCount, upsertedCount, upsertedId } = result;
  return { matchedCount, modifiedCount, ...(upsertedCount > 0 && { upsertedId }) };
}
