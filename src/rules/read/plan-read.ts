import { intersect, toProjection } from '../mask/projection.ts';
import { type Mask, shown } from '../mask/mask.ts';
import { projectionMask } from '../mask/projection-mask.ts';
import { show } from '../mask/show.ts';
import { NamedPaths } from '../query/named-paths.ts';
import { requireNoCode } from '../query/require-no-code.ts';
import { ofRules, RuleRefusal } from '../refusal.ts';
import type { RuleContext } from '../rule-context.ts';
import type { RuleSet } from '../rule-set.ts';
import type { RuleSettings } from '../settings.ts';
import { asDocument, type Document } from '../values/document.ts';
import { finderOf } from './access.ts';
import { isReadable, type Steps } from './is-readable.ts';
import { neededFields } from './needed-fields.ts';
import { narrowed, showsWhole, type View, viewOf } from './view.ts';

/** What a user asks for, as BSON values. */
export interface ReadQuery {
  readonly filter?: Document | undefined;
  readonly projection?: Document | undefined;
  readonly sort?: Document | undefined;
  /** Whether documents are to come whole, for others to look at them before `see` cuts them. */
  readonly whole?: boolean | undefined;
}

export interface ReadPlan {
  /** For MongoDB: the user's own, narrowed. */
  readonly filter: Document;
  readonly projection: Document | undefined;
  readonly sort: Document | undefined;
  /** Rules compare texts letter by letter: a collation of the collection must not blur them. */
  readonly collation: typeof simpleCollation | undefined;
  /** Nothing can be found: no query is needed. */
  readonly findsNothing: boolean;
  /**
   * What the user sees of a document that was found; undefined where it is not theirs to see. Undefined: just what MongoDB
   * finds. Skips and limits count what is seen.
   */
  readonly see: ((document: Document) => Document | undefined) | undefined;
  /** Whether an error may speak of a place in a document that is found: others hold what rules hide. */
  readonly mayTell: (document: Document, steps: Steps) => boolean;
  /** Whether MongoDB's error texts may be shown: they can quote fields that are hidden. */
  readonly showsErrors: boolean;
}

export const simpleCollation = { locale: 'simple' } as const;

/** @throws RuleRefusal before anything is asked of MongoDB: operators, and fields that the user may not read */
export function planRead(
  ruleSet: RuleSet,
  context: RuleContext,
  query: ReadQuery,
  settings: RuleSettings = {},
): ReadPlan {
  const { filter = {}, sort } = query;
  if (context.user.type === 'system') return unruled(query);
  const named = new NamedPaths(settings.additionalOperators);
  named.addFilter(filter);
  named.addSort(sort ?? {});
  const view = viewOf(ruleSet, context, named.paths);
  return {
    filter: narrowed(view, filter),
    sort,
    collation: simpleCollation,
    findsNothing: view.findsNothing,
    showsErrors: showsWhole(view),
    mayTell: (document, steps) => isReadable(view, document, steps),
    ...shownBy(view, query),
  };
}

function unruled({ filter = {}, projection, sort }: ReadQuery): ReadPlan {
  return {
    filter,
    projection,
    sort,
    collation: undefined,
    findsNothing: false,
    see: undefined,
    mayTell: () => true,
    showsErrors: true,
  };
}

/** Whether MongoDB cuts the documents, or rules do one by one. */
function shownBy(view: View, { projection, whole = false }: ReadQuery): Pick<ReadPlan, 'projection' | 'see'> {
  const wanted = projection === undefined ? shown : projectionMask(projection);
  if (view.findsNothing) return { projection: undefined, see: undefined };
  if (showsWhole(view) && !whole) return { projection: withoutCode(projection), see: undefined };
  if (wanted === 'expressions') {
    const reason = whole
      ? 'The projection computes, and reads are validated.'
      : 'The projection computes, and the user’s rules hide documents or fields one by one.';
    throw new RuleRefusal('InvalidProjection', 'A projection may only show and hide fields here.', ofRules(reason));
  }
  const cut = !whole && view.exact && view.mask !== undefined ? toProjection(intersect(view.mask, wanted)) : undefined;
  if (cut !== undefined) return { projection: cut, see: undefined };
  const shownAtMost = intersect(view.filterMask, wanted);
  return { projection: whole ? undefined : neededFields(view.candidates, shownAtMost), see: seer(view, shownAtMost) };
}

function withoutCode(projection: Document | undefined): Document | undefined {
  requireNoCode(projection);
  return projection;
}

/** What the projection leaves may be nothing: the document is seen all the same. */
function seer(view: View, wanted: Mask): (document: Document) => Document | undefined {
  return (document) => {
    const finder = finderOf(view.candidates, document);
    const visible = finder && asDocument(show(finder.mask, document, document));
    return visible && (asDocument(show(wanted, visible, visible)) ?? {});
  };
}
