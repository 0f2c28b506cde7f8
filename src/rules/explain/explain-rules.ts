import { bind } from '../expression/bind.ts';
import { always, any, type Expression, never } from '../expression/expression.ts';
import { show } from '../mask/show.ts';
import { toFilterQuery } from '../query/to-query.ts';
import { type Candidate, candidatesOf, finderOf, roleOf } from '../read/access.ts';
import { applies } from '../read/active-filters.ts';
import { planRead, type ReadPlan } from '../read/plan-read.ts';
import { RuleRefusal } from '../refusal.ts';
import type { RuleContext } from '../rule-context.ts';
import type { Role, RuleFilter, RuleSet } from '../rule-set.ts';
import type { RuleSettings } from '../settings.ts';
import { asDocument, type Document } from '../values/document.ts';
import { planDelete } from '../write/plan-delete.ts';
import { planInsert } from '../write/plan-insert.ts';
import { type Failure, failures } from './failures.ts';

/** For administrators: what rules do with a user, and with one document where it is given. Plain data with BSON values. */
export interface Explanation {
  readonly isSystem: boolean;
  readonly filters: readonly ExplainedFilter[];
  /** In the order in which they are asked. */
  readonly roles: readonly ExplainedRole[];
  /** What a query for everything becomes, or why it is refused. */
  readonly read:
    | (Pick<ReadPlan, 'filter' | 'projection' | 'findsNothing'> & { readonly decidedBy: 'query' | 'documents' })
    | Refused;
  readonly document: ExplainedDocument | undefined;
  /** Functions that conditions would call; those conditions count as false. */
  readonly functions: readonly string[];
}

export interface Refused {
  readonly refused: string;
  readonly reason: string;
}

export interface ExplainedFilter {
  readonly name: string;
  readonly applies: boolean;
  /** As MongoDB gets it; undefined: nothing is narrowed. */
  readonly query: Document | undefined;
  /** Patterns are asked of each document that the query finds. */
  readonly decidedBy: 'query' | 'documents';
  /** What of that leaves the document out, where it is given. */
  readonly failures: readonly Failure[];
  readonly projection: RuleFilter['projection'];
}

export interface ExplainedRole {
  readonly name: string;
  /** Known of the user alone, or a matter of the document. */
  readonly applies: 'always' | 'never' | 'by document';
  /** Of the document, where it is given: whether it applies, and what keeps it from that. */
  readonly appliesToDocument: boolean | undefined;
  readonly failures: readonly Failure[];
}

export interface ExplainedDocument {
  /** The first that applies. */
  readonly role: string | undefined;
  /** Of filters only patterns are considered: the rest MongoDB answers. */
  readonly isFound: boolean;
  readonly seen: Document | undefined;
  readonly readFailures: readonly Failure[];
  readonly insert: 'permitted' | Refused;
  readonly delete: 'permitted' | Refused;
}

const leftOut: Refused = {
  refused: 'delete not permitted',
  reason: 'A filter leaves the document out: a delete does not find it.',
};

export function explainRules(
  ruleSet: RuleSet,
  context: RuleContext,
  document?: Document,
  settings: RuleSettings = {},
): Explanation {
  const isSystem = context.user.type === 'system';
  const filters = isSystem ? [] : ruleSet.filters.map((filter) => explainFilter(filter, context, document));
  const isLeftOut = filters.some((filter) => filter.applies && filter.failures.length > 0);
  return {
    isSystem,
    filters,
    roles: isSystem ? [] : ruleSet.roles.map((role) => explainRole(role, context, document)),
    read: orRefused(() => explainRead(planRead(ruleSet, context, {}, settings))),
    document: document && explainDocument({ ...ruleSet, filters: [] }, context, document, settings, isLeftOut),
    functions: ruleSet.functions ?? [],
  };
}

function explainRead({ filter, projection, findsNothing, see }: ReadPlan) {
  return {
    filter,
    projection,
    findsNothing,
    decidedBy: see === undefined ? ('query' as const) : ('documents' as const),
  };
}

function explainFilter(filter: RuleFilter, context: RuleContext, document: Document | undefined): ExplainedFilter {
  const binding = { context, reading: true };
  const { filter: query, exact, rest } = toFilterQuery(bind(filter.query, binding));
  return {
    name: filter.name,
    applies: applies(filter, context),
    query,
    projection: filter.projection,
    decidedBy: exact ? 'query' : 'documents',
    failures: document === undefined ? [] : failures(rest, binding, { root: document }),
  };
}

function explainRole({ name, applyWhen }: Role, context: RuleContext, document: Document | undefined): ExplainedRole {
  const binding = { context, reading: true, thisPath: [] };
  const role = { name, applies: knownOf(bind(applyWhen, binding)) };
  if (document === undefined) return { ...role, appliesToDocument: undefined, failures: [] };
  const why = failures(applyWhen, binding, { root: document, this: document });
  return { ...role, appliesToDocument: why.length === 0, failures: why };
}

function knownOf(bound: Expression): ExplainedRole['applies'] {
  if (bound === always) return 'always';
  return bound === never ? 'never' : 'by document';
}

/** @param ruleSet without filters: those are explained by themselves */
function explainDocument(
  ruleSet: RuleSet,
  context: RuleContext,
  document: Document,
  settings: RuleSettings,
  isLeftOut: boolean,
): ExplainedDocument {
  const candidates = context.user.type === 'system' ? [] : candidatesOf(ruleSet, context, new Set());
  const role = roleOf(candidates, document)?.role;
  const shown = context.user.type === 'system' ? document : seenBy(candidates, document);
  const seen = isLeftOut ? undefined : shown;
  return {
    role: role?.name,
    isFound: seen !== undefined,
    seen,
    readFailures: role === undefined || shown !== undefined ? [] : whyUnread(role, context, document),
    insert: permittedOr(() => planInsert(ruleSet, context, settings).check(document)),
    delete: isLeftOut ? leftOut : permittedOr(() => planDelete(ruleSet, context, {}, settings).check(document)),
  };
}

function seenBy(candidates: readonly Candidate[], document: Document): Document | undefined {
  const finder = finderOf(candidates, document);
  return finder && asDocument(show(finder.mask, document, document));
}

/** What a role says of the document as a whole: its document filter, `read` and `write`. */
function whyUnread(
  { documentFilters, permissions }: Role,
  context: RuleContext,
  document: Document,
): readonly Failure[] {
  const binding = { context, reading: true, thisPath: [] };
  const why = (expressions: readonly (Expression | undefined)[]): readonly Failure[] => {
    const given = expressions.filter((expression) => expression !== undefined);
    return failures(any(given), binding, { root: document, this: document });
  };
  const { read = always, write = always } = documentFilters ?? {};
  return [...why([read, write]), ...why([permissions.read, permissions.write])];
}

function permittedOr(check: () => void): 'permitted' | Refused {
  return orRefused(() => {
    check();
    return 'permitted';
  });
}

function orRefused<Answer>(answer: () => Answer): Answer | Refused {
  try {
    return answer();
  } catch (error) {
    if (error instanceof RuleRefusal) return { refused: error.message, reason: error.reason };
    throw error;
  }
}
