import { splitPath } from '../read/access.ts';
import { isReadable, type Steps } from '../read/is-readable.ts';
import type { View } from '../read/view.ts';
import type { Document } from '../values/document.ts';

/**
 * Whether the user may hear of what is at a place after a write: the user's own, or all readable before, whence it came.
 * @param touched dotted names of fields that the write names
 */
export function mayTell(view: View, touched: ReadonlySet<string>, before: Document, steps: Steps): boolean {
  return isOwn(touched, steps) || isReadable(view, before, steps);
}

/** No write changes `_id`, nor sets the whole with it. */
function isOwn(touched: ReadonlySet<string>, steps: Steps): boolean {
  const names = steps.filter((step) => typeof step === 'string');
  if (names.length === 0 || names[0] === '_id') return false;
  return [...touched].some((path) => splitPath(path).every((name, depth) => names[depth] === name));
}
