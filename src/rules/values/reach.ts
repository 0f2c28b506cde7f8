import { asDocument } from './document.ts';

const index = /^(?:0|[1-9]\d*)$/;

/**
 * The values at a path, as MongoDB's queries find them: through every element of arrays on the way, and by position.
 * None where the field is not there; several where arrays lie on the way.
 */
export function reach(value: unknown, path: readonly string[]): unknown[] {
  const found: unknown[] = [];
  walk(value, path, 0, found);
  return found;
}

function walk(value: unknown, path: readonly string[], depth: number, found: unknown[]): void {
  const name = path[depth];
  if (name === undefined) {
    found.push(value);
    return;
  }
  const document = asDocument(value);
  if (document !== undefined && Object.hasOwn(document, name)) step(document[name], path, depth + 1, found);
}

/** Arrays are entered only where the path goes on, and arrays inside arrays only by position. */
function step(value: unknown, path: readonly string[], depth: number, found: unknown[]): void {
  const name = path[depth];
  if (name === undefined || !Array.isArray(value)) {
    walk(value, path, depth, found);
    return;
  }
  for (const item of value) walk(item, path, depth, found);
  if (index.test(name) && Number(name) < value.length) step(value[Number(name)], path, depth + 1, found);
}
