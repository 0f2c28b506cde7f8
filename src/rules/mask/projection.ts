import { never } from '../expression/expression.ts';
import type { Document } from '../values/document.ts';
import { branch, hidden, isLeaf, type Mask, partOf, shown } from './mask.ts';

/** What both of two static masks show. */
export function intersect(a: Mask, b: Mask): Mask {
  if (a === shown || b === hidden) return b;
  if (b === shown || a === hidden) return a;
  const names = new Set([...a.fields.keys(), ...b.fields.keys()]);
  const fields = [...names].map((name): [string, Mask] => [name, intersect(partOf(a, name), partOf(b, name))]);
  return branch(never, new Map(fields), intersect(a.rest ?? hidden, b.rest ?? hidden));
}

/** MongoDB's projection for a static mask that shows anything; undefined where it has none: parts shown here and hidden there. */
export function toProjection(mask: Mask): Document | undefined {
  if (mask === shown) return {};
  const isExclusive = mask.rest === shown;
  const paths = pathsOf(mask, isExclusive);
  if (paths === undefined || paths.length === 0) return undefined;
  const projection = Object.fromEntries(paths.map((path) => [path, isExclusive ? 0 : 1]));
  return !isExclusive && partOf(mask, '_id') === hidden ? { ...projection, _id: 0 } : projection;
}

/** The dotted names of what is hidden, or shown; undefined where the two mix. */
function pathsOf(mask: Mask, isExclusive: boolean): readonly string[] | undefined {
  if ((mask.rest === shown) !== isExclusive || (mask.rest !== shown && mask.rest !== undefined)) return undefined;
  const paths: string[] = [];
  for (const [name, part] of mask.fields) {
    const below = isLeaf(part) ? leafPaths(part, isExclusive) : pathsOf(part, isExclusive);
    if (below === undefined || name === '' || name.startsWith('$')) return undefined;
    paths.push(...below.map((path) => (path === '' ? name : `${name}.${path}`)));
  }
  return paths;
}

function leafPaths(mask: Mask, isExclusive: boolean): readonly string[] {
  return mask === (isExclusive ? hidden : shown) ? [''] : [];
}
