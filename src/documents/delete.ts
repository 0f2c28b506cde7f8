import type { CollationOptions, DeleteResult, Document } from '../mongo/index.ts';
import { type DeletePlan, planDelete } from '../rules/index.ts';
import type { Access } from './access.ts';
import { allOrNothing } from './all-or-nothing.ts';
import { firstFound, foundBatches, inOrderOfIds } from './found-documents.ts';
import { inTransaction, type Unit } from './in-transaction.ts';
import { shielding } from './refusals.ts';
import { timeLeft } from './time-left.ts';

/** Deletes the first document that the user finds, or all of them. */
export async function deleteDocuments(access: Access, which: 'one' | 'many', filter: Document): Promise<DeleteResult> {
  const plan = planDelete(access.ruleSet, access.context, filter, access.settings);
  if (plan.findsNothing) return { deletedCount: 0 };
  return shielding(access, plan, () => (plan.static ? atOnce(access, which, plan) : checked(access, which, plan)));
}

function atOnce(access: Access, which: 'one' | 'many', { filter, collation }: DeletePlan): Promise<DeleteResult> {
  const { source, namespace } = access;
  const options = () => ({ collation, maxTimeMs: timeLeft(access) });
  if (which === 'one') return source.deleteOne(namespace, filter, options());
  return allOrNothing(access, {
    inside: (unit) => deleteAllOf(unit, filter, collation),
    plainly: () => source.deleteMany(namespace, filter, options()),
  });
}

function checked(access: Access, which: 'one' | 'many', plan: DeletePlan): Promise<DeleteResult> {
  return inTransaction(access, async (unit) => ({
    deletedCount: await (which === 'one' ? deleteFirst(unit, plan) : deleteAll(unit, plan)),
  }));
}

async function deleteFirst(unit: Unit, plan: DeletePlan): Promise<number> {
  const document = await firstFound(unit, plan);
  return document === undefined ? 0 : deleteFound(unit, plan, [document]);
}

async function deleteAll(unit: Unit, plan: DeletePlan): Promise<number> {
  let deleted = 0;
  for await (const batch of foundBatches(unit, plan, inOrderOfIds)) deleted += await deleteFound(unit, plan, batch);
  return deleted;
}

/** Deletes documents that were found in the same transaction. @throws RuleRefusal */
export async function deleteFound(unit: Unit, plan: DeletePlan, found: readonly Document[]): Promise<number> {
  found.forEach(plan.check);
  const areThey: Document = { _id: { $in: found.map(({ _id }): unknown => _id) } };
  return (await deleteAllOf(unit, areThey)).deletedCount;
}

async function deleteAllOf(
  { collection, session, timeLeft: left }: Unit,
  filter: Document,
  collation?: CollationOptions,
): Promise<DeleteResult> {
  const options = { session, maxTimeMS: left(), ...(collation !== undefined && { collation }) };
  const { deletedCount } = await collection.deleteMany(filter, options);
  return { deletedCount };
}
