import type { Document } from '../mongo/index.ts';
import { planRead } from '../rules/index.ts';
import type { Access } from './access.ts';
import { shielding } from './refusals.ts';
import { type Bounds, isSeeing, openPlan, seenDocuments } from './seen-documents.ts';
import { timeLeft } from './time-left.ts';

/** How many documents the user finds. */
export async function countDocuments(access: Access, filter: Document, bounds: Bounds): Promise<number> {
  const { source, namespace, signal } = access;
  const plan = planRead(access.ruleSet, access.context, { filter }, access.settings);
  if (plan.findsNothing) return 0;
  if (isSeeing(plan)) {
    let count = 0;
    const result = await openPlan(access, plan, bounds);
    for await (const { length } of seenDocuments(access, plan, result, bounds)) count += length;
    return count;
  }
  const { collation } = plan;
  const options = { ...bounds, collation, maxTimeMs: timeLeft(access) };
  return shielding(access, plan, () => source.count(namespace, plan.filter, options, signal));
}
