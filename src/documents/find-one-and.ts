import type { Document } from '../mongo/index.ts';
import { planDelete, planRead, planUpdate, type ReadPlan, type UpdatePlan } from '../rules/index.ts';
import type { Access } from './access.ts';
import { changeFound, makeByUpsert } from './change-found.ts';
import { type ChangeQuery, toUpdateQuery } from './change.ts';
import { deleteFound } from './delete.ts';
import { type FindingPlan, firstFound } from './found-documents.ts';
import { inTransaction, type Unit } from './in-transaction.ts';
import { shielding } from './refusals.ts';
import { seenInTransaction } from './seen-in-transaction.ts';
import { timeLeft } from './time-left.ts';
import { validateRead } from './validate-read.ts';

/** Which of several documents is taken, and what of it is answered. */
export interface OneOptions {
  readonly sort?: Document | undefined;
  readonly projection?: Document | undefined;
}

export interface ChangeOneOptions extends OneOptions {
  /** Whether the document is answered as it is afterwards, not as it was. */
  readonly returnNewDocument?: boolean | undefined;
}

/** → raw BSON of what the user sees of the document; undefined when nothing is found, or nothing was before an upsert. */
export async function findOneAndChange(
  access: Access,
  query: ChangeQuery,
  options: ChangeOneOptions,
): Promise<Uint8Array | undefined> {
  const plan = planUpdate(access.ruleSet, access.context, toUpdateQuery(query), access.settings);
  const { picks, shows } = readPlans(access, query.filter, options);
  if (plan.findsNothing && plan.upsert === undefined) return undefined;
  const isAtOnce = plan.static && access.schema === undefined && areOpen({ picks, shows });
  return shielding(access, plan, () =>
    isAtOnce
      ? changeAtOnce(access, plan, shows, query, options)
      : inTransaction(access, (unit) => changeChecked(access, unit, { plan, picks, shows }, query, options)),
  );
}

/** → raw BSON of what the user sees of the document that is deleted; undefined when nothing is found. */
export async function findOneAndDelete(
  access: Access,
  filter: Document,
  options: OneOptions,
): Promise<Uint8Array | undefined> {
  const { source, namespace } = access;
  const plan = planDelete(access.ruleSet, access.context, filter, access.settings);
  const { picks, shows } = readPlans(access, filter, options);
  if (plan.findsNothing) return undefined;
  if (plan.static && access.readValidation === undefined && areOpen({ picks, shows })) {
    const { projection, collation } = shows;
    const given = { projection, collation, sort: options.sort, maxTimeMs: timeLeft(access) };
    return shielding(access, plan, () => source.findOneAndDelete(namespace, plan.filter, given));
  }
  return shielding(access, plan, () =>
    inTransaction(access, async (unit) => {
      const found = await firstFound(unit, both(plan, picks), options.sort);
      if (found === undefined) return undefined;
      const seen = await seenBefore(access, unit, shows, found);
      await deleteFound(unit, plan, [found]);
      return seen;
    }),
  );
}

interface Plans {
  readonly plan: UpdatePlan;
  readonly picks: ReadPlan;
  readonly shows: ReadPlan;
}

/** The user must be able to read what picks the document; and sees of it what may be read of it at that moment. */
function readPlans(access: Access, filter: Document, { sort, projection }: OneOptions): Omit<Plans, 'plan'> {
  const planOf = (query: object) => planRead(access.ruleSet, access.context, query, access.settings);
  return { picks: planOf({ filter, sort }), shows: planOf({ projection }) };
}

/** Whether rules hide nothing: neither of what is found, nor of what any document may have become. */
function areOpen({ picks, shows }: Omit<Plans, 'plan'>): boolean {
  return picks.showsErrors && shows.showsErrors && Object.keys(shows.filter).length === 0;
}

async function changeAtOnce(
  access: Access,
  { filter, collation }: UpdatePlan,
  { projection }: ReadPlan,
  { change, upsert }: ChangeQuery,
  { sort, returnNewDocument }: ChangeOneOptions,
): Promise<Uint8Array | undefined> {
  const { source, namespace } = access;
  const returnDocument = returnNewDocument === true ? 'after' : 'before';
  const given = { sort, projection, collation, upsert, maxTimeMs: timeLeft(access), returnDocument } as const;
  if ('replacement' in change) return source.findOneAndReplace(namespace, filter, change.replacement, given);
  const { update, arrayFilters } = change;
  return source.findOneAndUpdate(namespace, filter, update, { ...given, arrayFilters });
}

async function changeChecked(
  access: Access,
  unit: Unit,
  { plan, picks, shows }: Plans,
  query: ChangeQuery,
  { sort, returnNewDocument = false }: ChangeOneOptions,
): Promise<Uint8Array | undefined> {
  const found = await firstFound(unit, both(plan, picks), sort);
  if (found === undefined) {
    if (plan.upsert === undefined) return undefined;
    const id = await makeByUpsert(access, unit, plan, query);
    return returnNewDocument ? seenInTransaction(unit, shows, id) : undefined;
  }
  const before = returnNewDocument ? undefined : await seenBefore(access, unit, shows, found);
  await changeFound(access, unit, plan, query, [found]);
  return returnNewDocument ? seenInTransaction(unit, shows, found['_id']) : before;
}

/** What the user sees of a document before it is changed or deleted. Afterwards, the write has held it to the schema already. */
async function seenBefore(
  access: Access,
  unit: Unit,
  shows: ReadPlan,
  found: Document,
): Promise<Uint8Array | undefined> {
  const seen = await seenInTransaction(unit, shows, found['_id']);
  if (seen !== undefined) validateRead(access, shows, found);
  return seen;
}

/** What both the write and the read find. */
function both(plan: FindingPlan, { filter, findsNothing, see }: ReadPlan): FindingPlan {
  return {
    filter: { $and: [plan.filter, filter] },
    collation: plan.collation,
    findsNothing: plan.findsNothing || findsNothing,
    finds: (document) => plan.finds(document) && (see === undefined || see(document) !== undefined),
  };
}
