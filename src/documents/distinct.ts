import { BSON, type Document } from '../mongo/index.ts';
import { Problem } from '../problem/index.ts';
import { planRead } from '../rules/index.ts';
import type { Access } from './access.ts';
import { shielding } from './refusals.ts';
import { isSeeing, openPlan, type SeeingPlan, seenDocuments } from './seen-documents.ts';
import { timeLeft } from './time-left.ts';
import { identityOf, valuesAt } from './values-at.ts';

/** The different values of a field in what the user finds, as their BSON classes; 16 MB at most. */
export async function distinct(access: Access, field: string, filter: Document): Promise<unknown[]> {
  const { source, namespace, signal } = access;
  // What is told of is to be readable as what is sorted by.
  const plan = planRead(access.ruleSet, access.context, { filter, sort: { [field]: 1 } }, access.settings);
  if (plan.findsNothing) return [];
  if (isSeeing(plan)) return distinctSeen(access, plan, field);
  const options = { collation: plan.collation, maxTimeMs: timeLeft(access) };
  return shielding(access, plan, () => source.distinct(namespace, field, plan.filter, options, signal));
}

const maxBytes = 16 * 1024 * 1024;

async function distinctSeen(access: Access, plan: SeeingPlan, field: string): Promise<unknown[]> {
  const values = new Map<string, unknown>();
  let bytes = 0;
  const unsorted = { ...plan, sort: undefined };
  const result = await openPlan(access, unsorted, {});
  for await (const batch of seenDocuments(access, unsorted, result, {})) {
    for (const value of batch.flatMap(({ seen }) => valuesAt(seen, field))) {
      const identity = identityOf(value);
      if (values.has(identity)) continue;
      values.set(identity, value);
      bytes += BSON.calculateObjectSize({ value });
      if (bytes > maxBytes) throw new Problem('INVALID_OPERATION', { detail: 'distinct too big, 16mb cap' });
    }
  }
  return [...values.values()];
}
