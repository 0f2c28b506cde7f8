import { asDocument } from './document.ts';

const index = /^(?:0|[1-9]\d*)$/;

/**
 * The values at a path, as MongoDB's queries find them: through every element of arrays on the way, and by position.
 * None where the field is not there; several where arrays lie on the way.
 */
export function reach(value: unknown, path: readonly string[]): unknown[] {
  const found: unknown[] = [];
  walk(value, path, 0, (one) => found.push(one));
  return found;
}

/** The same one by one: of a list that is found by its name the elements, though not of one that is found by its position. */
export function reachSingles(value: unknown, path: readonly string[]): unknown[] {
  const found: unknown[] = [];
  walk(value, path, 0, (one, hasPosition) => found.push(hasPosition || !Array.isArray(one) ? [one] : one));
  return found.flat();
}

type Tell = (value: unknown, hasPosition: boolean) => void;

function walk(value: unknown, path: readonly string[], depth: number, tell: Tell): void {
  const name = path[depth];
  if (name === undefined) {
    tell(value, false);
    return;
  }
  const document = asDocument(value);
  if (document !== undefined && Object.hasOwn(document, name)) step(document[name], path, depth + 1, tell);
}

/** Arrays are entered only where the path goes on, and arrays inside arrays only by position. */
function step(value: unknown, path: readonly string[], depth: number, tell: Tell): void {
  const name = path[depth];
  if (name === undefined || !Array.isArray(value)) {
    walk(value, path, depth, tell);
    return;
  }
  for (const item of value) walk(item, path, depth, tell);
  if (!index.test(name) || Number(name) >= value.length) return;
  const item: unknown = value[Number(name)];
  if (depth + 1 === path.length) tell(item, true);
  else step(item, path, depth + 1, tell);
}
