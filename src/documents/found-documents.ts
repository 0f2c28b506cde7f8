import { readDocument } from '../bson/index.ts';
import type { CollationOptions, Document } from '../mongo/index.ts';
import type { DeletePlan } from '../rules/index.ts';
import type { Unit } from './in-transaction.ts';

/** What finds documents in plans of writes. */
export type FindingPlan = Pick<DeletePlan, 'filter' | 'collation' | 'finds' | 'findsNothing'>;

export interface Reading {
  readonly sort?: Document | undefined;
  readonly batchSize?: number;
  readonly collation?: CollationOptions | undefined;
}

/** By `_id`, which no write changes: a document that a write moves in another order would be found again. */
export const inOrderOfIds: Reading = { sort: { _id: 1 }, batchSize: 200 };

/** The documents that the user finds, batch by batch, in a transaction that may change those of earlier batches. */
export async function* foundBatches(
  unit: Unit,
  { filter, collation, finds, findsNothing }: FindingPlan,
  reading: Reading,
): AsyncGenerator<readonly Document[], void> {
  if (findsNothing) return;
  for await (const batch of readBatches(unit, filter, { ...reading, collation })) {
    const found = batch.filter(finds);
    if (found.length > 0) yield found;
  }
}

/** The first that the user finds. */
export async function firstFound(unit: Unit, plan: FindingPlan, sort?: Document): Promise<Document | undefined> {
  for await (const [first] of foundBatches(unit, plan, { sort, batchSize: 10 })) return first;
  return undefined;
}

/** Documents as they are at this moment of the transaction. */
export async function* readBatches(
  { collection, session, timeLeft }: Unit,
  filter: Document,
  { sort, collation, batchSize = 200 }: Reading = {},
): AsyncGenerator<readonly Document[], void> {
  const cursor = collection.find(filter, {
    session,
    batchSize,
    raw: true,
    maxTimeMS: timeLeft(),
    ...(sort !== undefined && { sort: Object.entries(sort) as [string, 1 | -1][] }),
    ...(collation !== undefined && { collation }),
  });
  try {
    while (await cursor.hasNext()) {
      timeLeft();
      yield cursor.readBufferedDocuments().flatMap((raw) => (Buffer.isBuffer(raw) ? [readDocument(raw)] : []));
    }
  } finally {
    await cursor.close();
  }
}
