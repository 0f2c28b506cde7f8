import type { ReadPlan } from '../rules/index.ts';
import type { Unit } from './in-transaction.ts';
import { bytesOf, isSeeing, look } from './seen-documents.ts';

/** → raw BSON of what the user sees of one document at this moment of the transaction; undefined where that is nothing. */
export async function seenInTransaction(
  { collection, session, timeLeft }: Unit,
  plan: ReadPlan,
  id: unknown,
): Promise<Uint8Array | undefined> {
  if (plan.findsNothing) return undefined;
  const { projection, collation } = plan;
  const found: unknown = await collection.findOne(
    { $and: [{ _id: { $eq: id } }, plan.filter] },
    {
      session,
      raw: true,
      maxTimeMS: timeLeft(),
      ...(projection !== undefined && { projection }),
      ...(collation !== undefined && { collation }),
    },
  );
  if (!Buffer.isBuffer(found)) return undefined;
  if (!isSeeing(plan)) return found;
  const sight = look(plan, found);
  return sight && bytesOf(sight);
}
