import { evaluate } from '../expression/evaluate.ts';
import { showsAll } from '../mask/mask.ts';
import { finderOf, splitPath } from '../read/access.ts';
import type { View } from '../read/view.ts';
import type { Document } from '../values/document.ts';

/** Names of fields and positions in lists, from the document down; none: the document itself. */
export type Steps = readonly (string | number)[];

/**
 * Whether the user may hear of what is at a place after a write: the user's own, or all readable before, whence it came.
 * @param touched dotted names of fields that the write names
 */
export function mayTell(view: View, touched: ReadonlySet<string>, before: Document, steps: Steps): boolean {
  const names = steps.filter((step) => typeof step === 'string');
  return isOwn(touched, names) || isReadable(view, before, names);
}

/** No write changes `_id`, nor sets the whole with it. */
function isOwn(touched: ReadonlySet<string>, names: readonly string[]): boolean {
  if (names.length === 0 || names[0] === '_id') return false;
  return [...touched].some((path) => splitPath(path).every((name, depth) => names[depth] === name));
}

function isReadable({ candidates, filterMask }: View, before: Document, names: readonly string[]): boolean {
  const finder = finderOf(candidates, before);
  if (finder === undefined) return false;
  return [finder.mask, filterMask].every((mask) => evaluate(showsAll(mask, names), { root: before, this: before }));
}
