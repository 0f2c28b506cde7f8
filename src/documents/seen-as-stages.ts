import { BSON, type Document } from '../mongo/index.ts';
import { Problem } from '../problem/index.ts';
import type { AggregatePlan } from '../rules/index.ts';
import type { Access } from './access.ts';
import { openPlan, type SeeingPlan, seenDocuments } from './seen-documents.ts';

/** A command of MongoDB is at most so large; what the server adds to it fits into the rest. */
const maxBytes = 16 * 1024 * 1024 - 64 * 1024;
const bytesBesideDocument = 10;

/**
 * The plan's pipeline behind stages that give it what the user sees of the collection, which MongoDB cannot work out by
 * itself; undefined when the user sees nothing. No more than 16 MB are held.
 * @throws Problem AGGREGATION_TOO_LARGE
 */
export async function behindSeen(
  access: Access,
  { pipeline }: AggregatePlan,
  source: SeeingPlan,
): Promise<readonly Document[] | undefined> {
  const documents: Document[] = [];
  let bytes = BSON.calculateObjectSize({ pipeline });
  const result = await openPlan(access, source, {});
  for await (const batch of seenDocuments(access, source, result, {})) {
    for (const { seen } of batch) {
      bytes += BSON.calculateObjectSize(seen) + bytesBesideDocument;
      if (bytes > maxBytes) throw new Problem('AGGREGATION_TOO_LARGE', { parameters: [16] });
      documents.push(seen);
    }
  }
  return documents.length === 0 ? undefined : [...inPlaceOfCollection(documents), ...pipeline];
}

/** `$documents` is of the database, and of newer servers; the collection holds at least one document, or none were seen. */
function inPlaceOfCollection(documents: readonly Document[]): readonly Document[] {
  return [
    { $limit: 1 },
    { $project: { _id: 0, documents: { $literal: documents } } },
    { $unwind: '$documents' },
    { $replaceRoot: { newRoot: '$documents' } },
  ];
}
