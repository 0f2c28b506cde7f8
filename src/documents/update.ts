import type { UpdateResult } from '../mongo/index.ts';
import { planUpdate, type UpdatePlan } from '../rules/index.ts';
import type { Access } from './access.ts';
import { allOrNothing } from './all-or-nothing.ts';
import { changeFound, makeByUpsert } from './change-found.ts';
import { type ChangeQuery, toUpdateQuery } from './change.ts';
import { firstFound, foundBatches, inOrderOfIds } from './found-documents.ts';
import { inTransaction, type Unit } from './in-transaction.ts';
import { shielding } from './refusals.ts';
import { timeLeft } from './time-left.ts';
import { writeChange } from './write-change.ts';

const untouched: UpdateResult = { matchedCount: 0, modifiedCount: 0 };

/** Changes the first document that the user finds, or all of them. */
export async function changeDocuments(
  access: Access,
  which: 'one' | 'many',
  query: ChangeQuery,
): Promise<UpdateResult> {
  const plan = planUpdate(access.ruleSet, access.context, toUpdateQuery(query), access.settings);
  if (plan.findsNothing && plan.upsert === undefined) return untouched;
  // What a schema says of the document afterwards, nobody knows before.
  const isAtOnce = plan.static && access.schema === undefined;
  return shielding(access, plan, () => (isAtOnce ? atOnce : checked)(access, which, plan, query));
}

async function atOnce(
  access: Access,
  which: 'one' | 'many',
  { filter, collation }: UpdatePlan,
  { change, upsert }: ChangeQuery,
): Promise<UpdateResult> {
  const { source, namespace } = access;
  const options = () => ({ collation, maxTimeMs: timeLeft(access), upsert });
  if ('replacement' in change) {
    const { created: _created, ...result } = await source.replaceOne(namespace, filter, change.replacement, options());
    return result;
  }
  const { update, arrayFilters } = change;
  if (which === 'one') return source.updateOne(namespace, filter, update, { ...options(), arrayFilters });
  return allOrNothing(access, {
    inside: (unit) => writeChange(unit, filter, change, { upsert, collation }),
    plainly: () => source.updateMany(namespace, filter, update, { ...options(), arrayFilters }),
  });
}

function checked(access: Access, which: 'one' | 'many', plan: UpdatePlan, query: ChangeQuery): Promise<UpdateResult> {
  return inTransaction(access, async (unit) => {
    const change = which === 'one' ? changeFirst : changeAll;
    const result = await change(access, unit, plan, query);
    if (result.matchedCount > 0 || plan.upsert === undefined) return result;
    return { ...untouched, upsertedId: await makeByUpsert(access, unit, plan, query) };
  });
}

async function changeFirst(access: Access, unit: Unit, plan: UpdatePlan, query: ChangeQuery): Promise<UpdateResult> {
  const document = await firstFound(unit, plan);
  if (document === undefined) return untouched;
  return { matchedCount: 1, modifiedCount: await changeFound(access, unit, plan, query, [document]) };
}

async function changeAll(access: Access, unit: Unit, plan: UpdatePlan, query: ChangeQuery): Promise<UpdateResult> {
  let [matchedCount, modifiedCount] = [0, 0];
  for await (const batch of foundBatches(unit, plan, inOrderOfIds)) {
    modifiedCount += await changeFound(access, unit, plan, query, batch);
    matchedCount += batch.length;
  }
  return { matchedCount, modifiedCount };
}
