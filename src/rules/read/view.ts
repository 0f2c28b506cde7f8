import { all, always, never } from '../expression/expression.ts';
import { ForUser } from '../for-user.ts';
import { hidden, isLeaf, isStatic, type Mask, partOf, partsOf, showsAll, shown } from '../mask/mask.ts';
import { intersect } from '../mask/projection.ts';
import { nothing } from '../query/query.ts';
import { allFilters, toFilterQuery, toQuery } from '../query/to-query.ts';
import type { RuleContext } from '../rule-context.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Document } from '../values/document.ts';
import { type Candidate, candidatesOf, foundBy, notReadable, splitPath } from './access.ts';
import { activeFilters } from './active-filters.ts';

/** What a user may find in a collection, before anything is asked of it. */
export interface View {
  readonly candidates: readonly Candidate[];
  /** For MongoDB: the documents that are found, or more where it is not `exact`. Undefined: all. */
  readonly filter: Document | undefined;
  readonly exact: boolean;
  readonly findsNothing: boolean;
  /** What filters show of any document. */
  readonly filterMask: Mask;
  /** What is shown of every document that is found, by roles and filters; undefined where that differs. */
  readonly mask: Mask | undefined;
}

/** @throws RuleRefusal where none of the roles, or a filter, lets the user read one of the paths */
export function viewOf(ruleSet: RuleSet, context: RuleContext, paths: ReadonlySet<string>): View {
  return views.get(ruleSet, context, JSON.stringify([...paths]), () => makeView(ruleSet, context, paths));
}

const views = new ForUser<View>();

function makeView(ruleSet: RuleSet, context: RuleContext, paths: ReadonlySet<string>): View {
  const filters = activeFilters(ruleSet, context);
  for (const path of paths) {
    if (showsAll(filters.mask, splitPath(path)) !== always) throw notReadable(path);
  }
  const candidates = candidatesOf(ruleSet, context, paths);
  const found = foundBy(candidates);
  const byRoles = toQuery(found);
  const byFilters = toFilterQuery(filters.query);
  const common = commonMask(candidates);
  return {
    candidates: candidates.map((one) => ({ ...one, finds: all([one.finds, byFilters.rest]) })),
    filter: allFilters([byFilters.filter, byRoles.filter]),
    exact: byFilters.exact && byRoles.exact,
    findsNothing: found === never || filters.query === never,
    filterMask: filters.mask,
    mask: common && intersect(common, filters.mask),
  };
}

/** The user's own filter, narrowed. */
export function narrowed(view: View, filter: Document | undefined): Document {
  return view.findsNothing ? nothing : (allFilters([filter, view.filter]) ?? {});
}

/** Whether MongoDB's query alone decides what is found, and all that is found is shown whole. */
export function showsWhole(view: View): boolean {
  return view.exact && view.mask === shown;
}

function commonMask(candidates: readonly Candidate[]): Mask | undefined {
  const masks = candidates.filter(({ finds }) => finds !== never).map(({ mask }) => maskOfFound(mask));
  const [first = hidden, ...others] = masks;
  return isStatic(first) && others.every((mask) => isSame(first, mask)) ? first : undefined;
}

/** A document that is shown whole or not at all is not found unless it is shown. */
function maskOfFound(mask: Mask): Mask {
  return isLeaf(mask) ? shown : mask;
}

function isSame(a: Mask, b: Mask): boolean {
  if (a === b) return true;
  if (a.whole !== b.whole || partsOf(a).length !== partsOf(b).length) return false;
  if ((a.rest ?? hidden) !== (b.rest ?? hidden) && !isSame(a.rest ?? hidden, b.rest ?? hidden)) return false;
  return [...a.fields.keys()].every((name) => b.fields.has(name) && isSame(partOf(a, name), partOf(b, name)));
}
