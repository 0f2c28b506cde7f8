import { firstDocument } from '../bson/index.ts';
import type { Document } from '../mongo/index.ts';
import { planRead, type ReadPlan } from '../rules/index.ts';
import type { Access } from './access.ts';
import { type DocumentBatches, madeBatches, rawBatches, wholeBatch } from './document-batches.ts';
import {
  type Bounds,
  bytesOf,
  isSeeing,
  openPlan,
  type SeeingPlan,
  seenDocuments,
  type Sight,
} from './seen-documents.ts';
import { validateRead } from './validate-read.ts';

/** What a user asks for; names as in MongoDB's find command. */
export interface FindQuery extends Bounds {
  readonly filter?: Document | undefined;
  readonly projection?: Document | undefined;
  readonly sort?: Document | undefined;
}

/** The first batch is in hand when this resolves. */
export async function find(access: Access, query: FindQuery): Promise<DocumentBatches> {
  const plan = planFor(access, query);
  if (plan.findsNothing) return wholeBatch([]);
  const bounds = { limit: query.limit, skip: query.skip };
  const result = await openPlan(access, plan, bounds);
  if (!isSeeing(plan)) return rawBatches(access, plan, result);
  const made = inBytes(access, plan, seenDocuments(access, plan, result, bounds));
  if (result.exhausted) return wholeBatch((await Array.fromAsync(made)).flat());
  return madeBatches(access.readValidation === undefined ? made : await begun(made), result);
}

/** → raw BSON, undefined when nothing is found. */
export async function findOne(access: Access, query: Omit<FindQuery, 'limit'>): Promise<Uint8Array | undefined> {
  const plan = planFor(access, query);
  if (plan.findsNothing) return undefined;
  const bounds = { limit: 1, skip: query.skip };
  const result = await openPlan(access, plan, bounds);
  if (!isSeeing(plan)) {
    if (!result.exhausted) await result.close();
    return firstDocument(result.firstBatch);
  }
  for await (const [bytes] of inBytes(access, plan, seenDocuments(access, plan, result, bounds))) return bytes;
  return undefined;
}

/** Documents that are validated are looked at one by one, and whole. */
function planFor({ ruleSet, context, settings, readValidation }: Access, query: FindQuery): ReadPlan {
  return planRead(ruleSet, context, readValidation === undefined ? query : { ...query, whole: true }, settings);
}

async function* inBytes(
  access: Access,
  plan: SeeingPlan,
  batches: AsyncIterable<readonly Sight[]>,
): AsyncGenerator<readonly Uint8Array[], void> {
  for await (const batch of batches) {
    if (access.readValidation !== undefined) for (const { whole } of batch) validateRead(access, plan, whole);
    yield batch.map(bytesOf);
  }
}

/** The same batches, the first of them in hand: what is wrong with it is an error, and breaks off no answer. */
async function begun<Batch>(batches: AsyncGenerator<Batch, void>): Promise<AsyncIterable<Batch>> {
  const first = await batches.next();
  async function* all(): AsyncGenerator<Batch, void> {
    if (first.done === true) return;
    yield first.value;
    yield* batches;
  }
  return all();
}
