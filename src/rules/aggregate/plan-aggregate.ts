import { bind } from '../expression/bind.ts';
import { always, never } from '../expression/expression.ts';
import { isLeaf, type Mask, showsAll, shown } from '../mask/mask.ts';
import { toProjection } from '../mask/projection.ts';
import { splitPath } from '../read/access.ts';
import { planRead, type ReadPlan, simpleCollation } from '../read/plan-read.ts';
import { showsWhole, type View, viewOf } from '../read/view.ts';
import { NamedPaths } from '../query/named-paths.ts';
import { nothing } from '../query/query.ts';
import { ofRules, RuleRefusal } from '../refusal.ts';
import type { RuleContext } from '../rule-context.ts';
import type { RuleSet } from '../rule-set.ts';
import type { RuleSettings } from '../settings.ts';
import { type Document, isDocument } from '../values/document.ts';
import { requireAllowedStages } from './allowed-stages.ts';

export interface AggregatePlan {
  /** For MongoDB: rules first, so that the user's own stages see only what the user may see. */
  readonly pipeline: readonly Document[];
  /**
   * Where rules differ from document to document, MongoDB cannot cut them: these are to be read first, seen one by one,
   * and given to the pipeline in place of the collection (`$documents`). Undefined: the pipeline runs on the collection.
   */
  readonly source: ReadPlan | undefined;
  readonly collation: typeof simpleCollation | undefined;
  /** Whether MongoDB's error texts may be shown: they can quote fields that are hidden. */
  readonly showsErrors: boolean;
}

/** @throws RuleRefusal for stages and operators that users may not use */
export function planAggregate(
  ruleSet: RuleSet,
  context: RuleContext,
  pipeline: readonly Document[],
  settings: RuleSettings = {},
): AggregatePlan {
  if (context.user.type === 'system') return { pipeline, source: undefined, collation: undefined, showsErrors: true };
  requireAllowedStages(pipeline, settings);
  const view = viewOf(ruleSet, context, new Set());
  const showsErrors = showsWhole(view);
  const plan = { collation: simpleCollation, showsErrors };
  if (searches(pipeline)) return { ...plan, pipeline: afterSearch(view, context, pipeline), source: undefined };
  const rules = rulesAsStages(view);
  if (rules !== undefined) return { ...plan, pipeline: [...rules, ...pipeline], source: undefined };
  const filter = firstMatch(view, pipeline, settings);
  return { ...plan, pipeline, source: planRead(ruleSet, context, { filter }, settings) };
}

/** The documents that the user may see, as the first stages; undefined where rules differ from document to document. */
function rulesAsStages({ exact, mask, filter, findsNothing }: View): readonly Document[] | undefined {
  if (findsNothing) return [{ $match: nothing }];
  const projection = exact && mask !== undefined ? toProjection(mask) : undefined;
  if (projection === undefined) return undefined;
  const match = filter === undefined ? [] : [{ $match: filter }];
  return mask === shown ? match : [...match, { $project: projection }];
}

/** A first `$match` says what has to be seen at all, unless it speaks of fields that are hidden in some documents: there they count as absent. */
function firstMatch(view: View, [first = {}]: readonly Document[], settings: RuleSettings): Document | undefined {
  const { $match: query } = first;
  if (!isDocument(query)) return undefined;
  const named = new NamedPaths(settings.additionalOperators);
  named.addFilter(query);
  const paths = [...named.paths].map(splitPath);
  const masks = view.candidates.map(({ mask }) => mask);
  const isShown = (mask: Mask) => paths.every((path) => showsAll(mask, path) === (isLeaf(mask) ? mask.whole : always));
  return showsAlways(view.filterMask, paths) && masks.every(isShown) ? query : undefined;
}

function showsAlways(mask: Mask, paths: readonly (readonly string[])[]): boolean {
  return paths.every((path) => showsAll(mask, path) === always);
}

function searches([first = {}]: readonly Document[]): boolean {
  return Object.hasOwn(first, '$search');
}

/** A search finds by every indexed field: only for those who see all of what they find. */
function afterSearch(
  view: View,
  context: RuleContext,
  [search = {}, ...rest]: readonly Document[],
): readonly Document[] {
  const mayAll = view.candidates
    .filter(({ finds }) => finds !== never)
    .every(({ role }) => {
      return bind(role.search ?? always, { context, reading: true, thisPath: [] }) === always;
    });
  if (!mayAll || !showsWhole(view)) {
    const reason = 'A role does not allow search, or hides fields that the search could find by.';
    throw new RuleRefusal('SearchNotPermitted', 'search not permitted', ofRules(reason));
  }
  return [search, ...(rulesAsStages(view) ?? []), ...rest];
}
