import { bind } from '../expression/bind.ts';
import { all, always, type Expression, never } from '../expression/expression.ts';
import { intersect } from '../mask/projection.ts';
import { type Mask, shown } from '../mask/mask.ts';
import { projectionMask } from '../mask/projection-mask.ts';
import { ofRules, RuleRefusal } from '../refusal.ts';
import type { RuleContext } from '../rule-context.ts';
import type { RuleFilter, RuleSet } from '../rule-set.ts';

/** What the filters that apply leave, all of them together. */
export interface ActiveFilters {
  readonly query: Expression;
  readonly mask: Mask;
}

const noFilters: ActiveFilters = { query: always, mask: shown };

export function activeFilters({ filters }: RuleSet, context: RuleContext): ActiveFilters {
  const active = filters.filter((filter) => applies(filter, context));
  if (active.length === 0) return noFilters;
  const projections = active.map(({ projection }) => projection).filter((projection) => projection !== undefined);
  requireOneKind(projections);
  return {
    query: all(active.map(({ query }) => bind(query, { context, reading: true }))),
    mask: projections.map(staticMask).reduce(intersect, shown),
  };
}

/** A filter narrows: where its condition needs a function, which is not called, it applies. */
export function applies(filter: RuleFilter, context: RuleContext): boolean {
  return bind(filter.applyWhen, { context, reading: true }, always) !== never;
}

function staticMask(projection: NonNullable<RuleFilter['projection']>): Mask {
  const mask = projectionMask(projection);
  if (mask === 'expressions') throw new RuleRefusal('InvalidProjection', 'A filter’s projection computes.');
  return mask;
}

/** MongoDB refuses a query to which both kinds apply. */
function requireOneKind(projections: readonly NonNullable<RuleFilter['projection']>[]): void {
  const kinds = new Set(
    projections.flatMap((projection) =>
      Object.entries(projection)
        .filter(([name]) => name !== '_id')
        .map(([, shows]) => shows),
    ),
  );
  if (kinds.size < 2) return;
  const reason = 'One filter’s projection shows fields, another’s hides some: MongoDB cannot merge them.';
  throw new RuleRefusal(
    'InvalidProjection',
    'The projections of the rules’ filters exclude each other.',
    ofRules(reason),
  );
}
