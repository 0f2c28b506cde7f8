import { evaluate } from '../expression/evaluate.ts';
import { all, always, type Expression, never } from '../expression/expression.ts';
import { showsAll } from '../mask/mask.ts';
import { type Candidate, finderOf, splitPath } from '../read/access.ts';
import { NamedPaths } from '../query/named-paths.ts';
import type { Steps } from '../read/is-readable.ts';
import { simpleCollation } from '../read/plan-read.ts';
import { narrowed, showsWhole, type View, viewOf } from '../read/view.ts';
import { noRole } from '../no-role.ts';
import { ofRules, type Reason, RuleRefusal } from '../refusal.ts';
import type { RuleContext } from '../rule-context.ts';
import type { RuleSet } from '../rule-set.ts';
import type { RuleSettings } from '../settings.ts';
import type { Document } from '../values/document.ts';
import { mayTell } from './may-tell.ts';
import { planInsert } from './plan-insert.ts';
import { touchedPaths } from './touched-paths.ts';
import { requireUpdateStages } from './update-stages.ts';
import { whyNotWritable, type WriteRole, writeRole } from './write-role.ts';
import { mayWrite, writesAll } from './write-tree.ts';

/** One of `update`, with operators or as a pipeline, and `replacement`. */
export interface UpdateQuery {
  readonly filter: Document;
  readonly update?: Document | readonly Document[] | undefined;
  readonly replacement?: Document | undefined;
  readonly arrayFilters?: readonly Document[] | undefined;
  readonly upsert?: boolean | undefined;
}

export interface UpdatePlan {
  /** For MongoDB: the user's own, narrowed to what the user may find. */
  readonly filter: Document;
  readonly collation: typeof simpleCollation | undefined;
  readonly findsNothing: boolean;
  /** Whether one command with the filter decides all. Else documents are found, written and checked one by one, in a transaction. */
  readonly static: boolean;
  /** Whether a document that MongoDB found is one that the user finds: others are passed over as if they were not there. */
  readonly finds: (document: Document) => boolean;
  /**
   * Asked of every document that is found, before anything is written: MongoDB's own error would tell what a field holds.
   * @throws RuleRefusal UpdateNotPermitted
   */
  readonly checkBefore: (before: Document) => void;
  /** @throws RuleRefusal UpdateNotPermitted: the whole operation is to be rolled back then */
  readonly checkAfter: (before: Document, after: Document) => void;
  /** Whether an error may speak of a place in what the write made of a document: others hold what rules hide. */
  readonly mayTell: (before: Document, steps: Steps) => boolean;
  /** Where nothing is found and the request upserts. */
  readonly upsert: UpsertPlan | undefined;
  readonly showsErrors: boolean;
}

export interface UpsertPlan {
  /** Finds nothing, whatever there is, so that MongoDB always makes the document: from what the user asked, not from rules. */
  readonly filter: Document;
  /**
   * The document that MongoDB made.
   * @throws RuleRefusal InsertNotPermitted: the upsert is to be rolled back then
   */
  readonly check: (document: Document) => void;
}

interface UpdateRole extends WriteRole {
  /** All that the update names may be read. */
  readonly reads: Expression;
  /** All that the update names may be written, whatever it changes. */
  readonly writes: Expression;
  readonly mayWrite: boolean;
}

/** @throws RuleRefusal */
export function planUpdate(
  ruleSet: RuleSet,
  context: RuleContext,
  query: UpdateQuery,
  settings: RuleSettings = {},
): UpdatePlan {
  if (context.user.type === 'system') return unruled(query);
  const { touched, compared } = namedBy(query, settings);
  const view = viewOf(ruleSet, context, compared);
  requireUnfiltered(view, touched, query, settings);
  const found = view.candidates.filter(({ finds }) => finds !== never);
  const roles = new Map(found.map((candidate) => [candidate.role, updateRole(candidate, context, touched)]));
  requireAny([...roles.values()]);
  const roleOfFound = (before: Document): UpdateRole => {
    const finder = finderOf(view.candidates, before);
    const role = finder && roles.get(finder.role);
    if (role === undefined) throw denied(noRole(ruleSet));
    return role;
  };
  return {
    filter: narrowed(view, query.filter),
    collation: simpleCollation,
    findsNothing: view.findsNothing,
    static: query.upsert !== true && isStatic(view, [...roles.values()]),
    showsErrors: showsWhole(view),
    upsert: query.upsert === true ? planUpsert(ruleSet, context, query.filter, settings) : undefined,
    finds: (document) => finderOf(view.candidates, document) !== undefined,
    checkBefore(before) {
      const reason = whyNotNamed(roleOfFound(before), before, query, settings);
      if (reason !== undefined) throw denied(reason);
    },
    checkAfter(before, after) {
      const reason = whyNotWritable(roleOfFound(before), { before, after, settings });
      if (reason !== undefined) throw denied(reason);
    },
    mayTell: (before, steps) => mayTell(view, touched, before, steps),
  };
}

function unruled({ filter }: UpdateQuery): UpdatePlan {
  const open = {
    filter,
    collation: undefined,
    findsNothing: false,
    static: true,
    showsErrors: true,
    upsert: undefined,
  };
  return { ...open, finds: () => true, checkBefore: () => undefined, checkAfter: () => undefined, mayTell: () => true };
}

/** What the update names, and what it compares with. A replacement names the whole document. */
function namedBy({ filter, update, arrayFilters = [] }: UpdateQuery, settings: RuleSettings) {
  const named = new NamedPaths(settings.additionalOperators);
  named.addFilter(filter);
  if (update === undefined) return { touched: new Set(['']), compared: named.paths };
  if (isPipeline(update)) {
    requireUpdateStages(update);
    // It may read and write whatever there is.
    return { touched: new Set(['']), compared: new Set([...named.paths, '']) };
  }
  const { paths, compared } = touchedPaths(update, arrayFilters, settings);
  return { touched: paths, compared: new Set([...named.paths, ...compared]) };
}

function isPipeline(update: Document | readonly Document[]): update is readonly Document[] {
  return Array.isArray(update);
}

function updateRole({ role, mask }: Candidate, context: RuleContext, touched: ReadonlySet<string>): UpdateRole {
  const paths = [...touched].map(splitPath);
  const written = writeRole(role, context);
  return {
    ...written,
    reads: all(paths.map((path) => showsAll(mask, path))),
    writes: all(paths.map((path) => writesAll(written.tree, path))),
    mayWrite: written.filter !== never && paths.every((path) => mayWrite(written.tree, path)),
  };
}

/** What a filter hides is not written either: whether it changes would tell what it holds. */
function requireUnfiltered(view: View, touched: ReadonlySet<string>, query: UpdateQuery, settings: RuleSettings): void {
  if (query.replacement !== undefined && settings.replacements === 'changed') return;
  const isHidden = (path: string) => showsAll(view.filterMask, splitPath(path)) !== always;
  if ([...touched].some(isHidden)) throw denied(ofRules('A filter hides what the update names.'));
}

/** Refused before anything is found, so that not even a count tells anything. */
function requireAny(roles: readonly UpdateRole[]): void {
  if (roles.length > 0 && !roles.some((role) => role.mayWrite))
    throw denied(ofRules('No role may write what the update names.'));
}

function isStatic(view: View, roles: readonly UpdateRole[]): boolean {
  return view.exact && roles.every(({ writes, filter }) => writes === always && filter === always);
}

/** Whether a hidden field changes, or stays as it was, would tell what it holds: it may not even be named. */
function whyNotNamed(
  role: UpdateRole,
  before: Document,
  { replacement }: UpdateQuery,
  { replacements }: RuleSettings,
): Reason | undefined {
  if (!role.mayWrite) return ofRules(`The role ${role.name} may not write what the update names.`);
  if (replacement !== undefined && replacements === 'changed') return undefined;
  if (evaluate(role.reads, { root: before, this: before })) return undefined;
  const named = replacement === undefined ? 'update names' : 'replacement replaces';
  return ofRules(`The role ${role.name} does not see all that the ${named}.`);
}

function planUpsert(ruleSet: RuleSet, context: RuleContext, filter: Document, settings: RuleSettings): UpsertPlan {
  const { check } = planInsert(ruleSet, context, settings);
  return { filter: { $and: [filter, { $nor: [{}] }] }, check };
}

function denied(reason: Reason): RuleRefusal {
  return new RuleRefusal('UpdateNotPermitted', 'update not permitted', reason);
}
