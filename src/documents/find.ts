import { firstDocument } from '../bson/index.ts';
import type { Document } from '../mongo/index.ts';
import { planRead } from '../rules/index.ts';
import type { Access } from './access.ts';
import { type DocumentBatches, madeBatches, rawBatches, wholeBatch } from './document-batches.ts';
import { type Bounds, bytesOf, isSeeing, openPlan, seenDocuments, type Sight } from './seen-documents.ts';

/** What a user asks for; names as in MongoDB's find command. */
export interface FindQuery extends Bounds {
  readonly filter?: Document | undefined;
  readonly projection?: Document | undefined;
  readonly sort?: Document | undefined;
}

/** The first batch is in hand when this resolves. */
export async function find(access: Access, query: FindQuery): Promise<DocumentBatches> {
  const plan = planRead(access.ruleSet, access.context, query, access.settings);
  if (plan.findsNothing) return wholeBatch([]);
  const bounds = { limit: query.limit, skip: query.skip };
  const result = await openPlan(access, plan, bounds);
  if (!isSeeing(plan)) return rawBatches(access, plan, result);
  const made = inBytes(seenDocuments(access, plan, result, bounds));
  return result.exhausted ? wholeBatch((await Array.fromAsync(made)).flat()) : madeBatches(made, result);
}

/** → raw BSON, undefined when nothing is found. */
export async function findOne(access: Access, query: Omit<FindQuery, 'limit'>): Promise<Uint8Array | undefined> {
  const plan = planRead(access.ruleSet, access.context, query, access.settings);
  if (plan.findsNothing) return undefined;
  const bounds = { limit: 1, skip: query.skip };
  const result = await openPlan(access, plan, bounds);
  if (!isSeeing(plan)) {
    if (!result.exhausted) await result.close();
    return firstDocument(result.firstBatch);
  }
  for await (const [sight] of seenDocuments(access, plan, result, bounds)) return sight && bytesOf(sight);
  return undefined;
}

async function* inBytes(batches: AsyncIterable<readonly Sight[]>): AsyncGenerator<readonly Uint8Array[], void> {
  for await (const batch of batches) yield batch.map(bytesOf);
}
