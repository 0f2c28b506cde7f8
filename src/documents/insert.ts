import { ObjectId } from 'bson';
import type { Document } from '../mongo/index.ts';
import { planInsert } from '../rules/index.ts';
import type { Access } from './access.ts';
import { shielding } from './refusals.ts';
import { requireValid } from './require-valid.ts';
import { timeLeft } from './time-left.ts';

export async function insertOne(access: Access, document: Document): Promise<{ readonly insertedId: unknown }> {
  const { source, namespace } = access;
  const plan = planInsert(access.ruleSet, access.context, access.settings);
  plan.check(document);
  const whole = withId(document);
  requireValid(access, whole, undefined);
  return shielding(access, plan, () => source.insertOne(namespace, whole, { maxTimeMs: timeLeft(access) }));
}

/** In order, up to the first that MongoDB refuses. One that rules or schema refuse keeps all of them out. */
export async function insertMany(
  access: Access,
  documents: readonly Document[],
): Promise<{ readonly insertedIds: readonly unknown[] }> {
  const { source, namespace } = access;
  const plan = planInsert(access.ruleSet, access.context, access.settings);
  documents.forEach(plan.check);
  const whole = documents.map(withId);
  for (const document of whole) requireValid(access, document, undefined);
  return shielding(access, plan, () => source.insertMany(namespace, whole, { maxTimeMs: timeLeft(access) }));
}

/** As the driver does it, but before the schema looks. */
function withId(document: Document): Document {
  return document['_id'] === undefined || document['_id'] === null ? { ...document, _id: new ObjectId() } : document;
}
