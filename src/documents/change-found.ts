import { BSON, type Document } from '../mongo/index.ts';
import { Problem } from '../problem/index.ts';
import type { UpdatePlan } from '../rules/index.ts';
import type { Access } from './access.ts';
import { type ChangeQuery, saysId, speaksOfMatch } from './change.ts';
import { firstFound, readBatches } from './found-documents.ts';
import type { Unit } from './in-transaction.ts';
import { requireValid } from './require-valid.ts';
import { writeChange } from './write-change.ts';

/**
 * Changes documents that were found in the same transaction, and looks at each afterwards.
 * @returns how many are not as they were
 * @throws RuleRefusal, Problem SCHEMA_VALIDATION_FAILED: the transaction is to be undone
 */
export async function changeFound(
  access: Access,
  unit: Unit,
  plan: UpdatePlan,
  query: ChangeQuery,
  found: readonly Document[],
): Promise<number> {
  found.forEach(plan.checkBefore);
  const areThey: Document = { _id: { $in: found.map(({ _id }): unknown => _id) } };
  const byMatch = speaksOfMatch(query.change);
  const result = await writeChange(unit, byMatch ? { $and: [areThey, query.filter] } : areThey, query.change, {
    collation: byMatch ? plan.collation : undefined,
  });
  const before = new Map(found.map((document) => [idOf(document), document]));
  for await (const batch of readBatches(unit, areThey)) {
    for (const after of batch) {
      const was = take(before, idOf(after));
      plan.checkAfter(was, after);
      requireValid(access, after, was, (steps) => plan.mayTell(was, steps));
    }
  }
  if (before.size > 0 || result.matchedCount !== found.length) throw lost();
  return result.modifiedCount;
}

/** Lets MongoDB make the document of an upsert that found nothing. @returns its `_id` */
export async function makeByUpsert(access: Access, unit: Unit, plan: UpdatePlan, query: ChangeQuery): Promise<unknown> {
  if (plan.upsert === undefined) throw new Error('the plan is of no upsert');
  const { upsertedId } = await writeChange(unit, plan.upsert.filter, query.change, { upsert: true });
  const everything = { filter: { _id: { $eq: upsertedId } }, collation: undefined, findsNothing: false };
  const made = await firstFound(unit, { ...everything, finds: () => true });
  if (made === undefined) throw lost();
  plan.upsert.check(saysId(query) ? made : withoutId(made));
  requireValid(access, made, undefined);
  return made['_id'];
}

function take(documents: Map<string, Document>, id: string): Document {
  const document = documents.get(id);
  if (document === undefined) throw lost();
  documents.delete(id);
  return document;
}

/** An `_id` that nobody but MongoDB has chosen needs no permission. */
function withoutId({ _id, ...others }: Document): Document {
  return others;
}

function idOf(document: Document): string {
  const id: unknown = document['_id'];
  return Buffer.from(BSON.serialize({ id })).toString('hex');
}

/** Nothing is left unchecked: what cannot be found again is undone. */
function lost(): Problem {
  return new Problem('UNEXPECTED_ERROR', { cause: new Error('a document was not found again by its _id') });
}
