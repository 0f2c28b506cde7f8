import type { Document } from '../mongo/index.ts';
import { type AggregatePlan, planAggregate } from '../rules/index.ts';
import type { Access } from './access.ts';
import { type DocumentBatches, rawBatches } from './document-batches.ts';
import { shielding } from './refusals.ts';
import { requireReachable } from './require-reachable.ts';
import { isSeeing } from './seen-documents.ts';
import { behindSeen } from './seen-as-stages.ts';
import { timeLeft } from './time-left.ts';

/** The first batch is in hand when this resolves. */
export async function aggregate(access: Access, pipeline: readonly Document[]): Promise<DocumentBatches> {
  const { source, namespace, signal } = access;
  if (access.isSystem) requireReachable(access, pipeline);
  const plan = planAggregate(access.ruleSet, access.context, pipeline, access.settings);
  const stages = await stagesOf(access, plan);
  const query = { pipeline: stages, collation: plan.collation, maxTimeMs: timeLeft(access) };
  const result = await shielding(access, plan, () => source.aggregate(namespace, query, signal));
  return rawBatches(access, plan, result);
}

/** A pipeline makes something of nothing, too: `$count` none, `$group` by null none, but it is MongoDB that says so. */
async function stagesOf(access: Access, plan: AggregatePlan): Promise<readonly Document[]> {
  const { source } = plan;
  const stages = source && isSeeing(source) ? await behindSeen(access, plan, source) : plan.pipeline;
  return stages ?? [{ $match: { _id: { $in: [] } } }, ...plan.pipeline];
}
