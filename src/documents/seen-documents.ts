import { cutDocument, documentsOf, readDocument } from '../bson/index.ts';
import type { Document, FindResult } from '../mongo/index.ts';
import type { ReadPlan } from '../rules/index.ts';
import type { Access } from './access.ts';
import { batchesOf } from './document-batches.ts';
import { shielding } from './refusals.ts';
import { timeLeft } from './time-left.ts';

/** A document that the user sees something of. */
export interface Sight {
  readonly raw: Uint8Array;
  readonly whole: Document;
  /** What rules show of it; the very same object where they show all. */
  readonly seen: Document;
}

export interface Bounds {
  /** 0 or absent: all. */
  readonly limit?: number | undefined;
  readonly skip?: number | undefined;
}

/** A plan whose documents rules look at one by one. */
export type SeeingPlan = ReadPlan & { readonly see: NonNullable<ReadPlan['see']> };

export function isSeeing(plan: ReadPlan): plan is SeeingPlan {
  return plan.see !== undefined;
}

/** Begins to read what a plan finds; `bounds` are MongoDB's to keep only where rules hide none of it. */
export function openPlan(access: Access, plan: ReadPlan, bounds: Bounds): Promise<FindResult> {
  const { filter, projection, sort, collation } = plan;
  const wanted = mayHide(plan) ? { batchSize: batchSizeFor(bounds) } : bounds;
  const query = { filter, projection, sort, collation, maxTimeMs: timeLeft(access), ...wanted };
  return shielding(access, plan, () => access.source.find(access.namespace, query, access.signal));
}

/** Whether MongoDB may find what the user does not see; where rules hide nothing, documents are looked at to be validated. */
function mayHide(plan: ReadPlan): boolean {
  return isSeeing(plan) && !plan.showsErrors;
}

const [smallBatch, largeBatch] = [50, 1000];

/** Few are wanted: hardly more are read. */
function batchSizeFor({ limit = 0, skip = 0 }: Bounds): number {
  return limit === 0 ? largeBatch : Math.min(Math.max(limit + skip, smallBatch), largeBatch);
}

/** What the user sees of the documents, batch by batch; skip and limit count what is seen. Closes the result at its end. */
export async function* seenDocuments(
  access: Access,
  plan: SeeingPlan,
  result: FindResult,
  bounds: Bounds,
): AsyncGenerator<readonly Sight[], void> {
  const { limit = 0, skip = 0 }: Bounds = mayHide(plan) ? bounds : {};
  let passed = 0;
  for await (const batch of batchesOf(access, plan, result)) {
    const sights: Sight[] = [];
    for (const raw of documentsOf(batch)) {
      const sight = look(plan, raw);
      if (sight === undefined) continue;
      passed += 1;
      if (passed > skip) sights.push(sight);
      if (limit > 0 && passed === skip + limit) break;
    }
    if (sights.length > 0) yield sights;
    if (limit > 0 && passed === skip + limit) return;
  }
}

/** Undefined where the user sees nothing of the document. */
export function look(plan: SeeingPlan, raw: Uint8Array): Sight | undefined {
  const whole = readDocument(raw);
  const seen = plan.see(whole);
  return seen && { raw, whole, seen };
}

/** The bytes of what is seen. */
export function bytesOf({ raw, whole, seen }: Sight): Uint8Array {
  return seen === whole ? raw : cutDocument(raw, whole, seen);
}
