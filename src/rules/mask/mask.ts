import { all, always, any, type Expression, never } from '../expression/expression.ts';
import { mentions } from '../expression/mentions.ts';

/** Which parts of a document, or of a value in it, are shown. */
export interface Mask {
  /** All of it, where this holds. */
  readonly whole: Expression;
  /** Else these parts, by name. */
  readonly fields: ReadonlyMap<string, Mask>;
  /** Else what is not named. Undefined: hidden. */
  readonly rest: Mask | undefined;
}

const noFields: ReadonlyMap<string, Mask> = new Map();
export const shown: Mask = { whole: always, fields: noFields, rest: undefined };
export const hidden: Mask = { whole: never, fields: noFields, rest: undefined };

/** All or nothing, by a condition. */
export function leaf(whole: Expression): Mask {
  if (whole === always) return shown;
  return whole === never ? hidden : { whole, fields: noFields, rest: undefined };
}

/** The parts of a mask; one that can show nothing is `hidden` itself. */
export function branch(whole: Expression, fields: ReadonlyMap<string, Mask>, rest: Mask | undefined): Mask {
  const restShows = rest !== undefined && rest !== hidden;
  if (!restShows && [...fields.values()].every((part) => part === hidden)) return leaf(whole);
  if (whole === always || (rest === shown && [...fields.values()].every((part) => part === shown))) return shown;
  return { whole, fields, rest: restShows ? rest : undefined };
}

export function isLeaf({ fields, rest }: Mask): boolean {
  return fields.size === 0 && rest === undefined;
}

export function partOf(mask: Mask, name: string): Mask {
  return mask.fields.get(name) ?? mask.rest ?? hidden;
}

export function partsOf({ fields, rest }: Mask): readonly Mask[] {
  return rest === undefined ? [...fields.values()] : [...fields.values(), rest];
}

/** Whether the same parts are shown of every document. */
export function isStatic(mask: Mask): boolean {
  return mask.whole.kind === 'constant' && partsOf(mask).every(isStatic);
}

/** The condition that anything may be shown at all. */
export function showsAnything(mask: Mask): Expression {
  const whole = speaksOfThis(mask.whole) ? always : mask.whole;
  return any([whole, ...partsOf(mask).map(showsAnything)]);
}

/**
 * The condition that everything at a path is shown, whichever way MongoDB takes it: numbers are names and positions.
 * `[]`: the whole document.
 */
export function showsAll(mask: Mask, path: readonly string[], depth = 0): Expression {
  // The value of a field inside lists is not one value: what depends on it cannot be promised for a path.
  const whole = speaksOfThis(mask.whole) ? never : mask.whole;
  const name = path[depth];
  if (name === undefined) return any([whole, showsAllParts(mask)]);
  const below = showsAll(partOf(mask, name), path, depth + 1);
  if (whole === always || !/^\d+$/.test(name)) return any([whole, below]);
  return any([whole, all([below, showsAll(mask, path, depth + 1)])]);
}

function showsAllParts(mask: Mask): Expression {
  if (mask.rest === undefined) return never;
  return all(partsOf(mask).map((part) => showsAll(part, [])));
}

function speaksOfThis(expression: Expression): boolean {
  return mentions(expression, ['this']);
}
