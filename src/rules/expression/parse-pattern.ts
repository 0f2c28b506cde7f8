import { BSONRegExp } from 'bson';
import type { Place } from '../place.ts';
import { Pattern } from '../values/pattern.ts';
import { type Expression, leavesOf, never, type Operand } from './expression.ts';

/** Constructs that only MongoDB evaluates, and that run the pattern they are given. */
const running = new Set(['$regex', '$regexFind', '$regexFindAll', '$regexMatch']);

type Operators = Readonly<Record<string, unknown>>;

export function isPattern(value: unknown): value is BSONRegExp {
  return value instanceof BSONRegExp;
}

/** Whether it is `$regex` or `$options`, or the same with %: of one with both signs, only the first is. */
export function isOfRegex(operators: Operators, key: string): boolean {
  return key === spelled(operators, 'regex') || key === spelled(operators, 'options');
}

/** `$regex` with what stands in `$options` beside it. */
export function parseRegex(left: Operand, operators: Operators, place: Place): Expression {
  const [name = '', optionsName = ''] = [spelled(operators, 'regex'), spelled(operators, 'options')];
  const [regex, given = ''] = [operators[name], operators[optionsName]];
  const at = place.below(name === '' ? optionsName : name);
  if (typeof given !== 'string')
    return fault(place.below(optionsName), 'Expected a text.', 'Write some of i, m, s, u.');
  if (isPattern(regex)) return parsePattern(left, regex.pattern, regex.options + given, at);
  if (typeof regex === 'string' && regex.startsWith('%%'))
    return fault(at, '$regex takes no expansion.', 'Write the filter without it.');
  if (typeof regex === 'string') return parsePattern(left, regex, given, at);
  return fault(at, 'Expected a pattern.', 'Write { "$regex": "<pattern>", "$options": "<options>" }.');
}

function spelled(operators: Operators, name: string): string | undefined {
  return [`$${name}`, `%${name}`].find((key) => Object.hasOwn(operators, key));
}

export function parsePattern(left: Operand, pattern: string, options: string, place: Place): Expression {
  if (left.kind !== 'document' || left.path.length === 0)
    return fault(place, 'A pattern can only stand beside a field.', 'Name a field of the document.');
  try {
    const right: Operand = { kind: 'literal', value: new Pattern(pattern, options) };
    return { kind: 'compare', comparison: 'matches', left, right, pointer: place.pointer };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fault(
      place,
      `The pattern cannot be run in linear time and as MongoDB would: ${reason}.`,
      'Write it in the syntax of RE2: without look-around, back references, the option x and long repeats.',
    );
  }
}

/** Whether MongoDB would run a pattern: inside `operator`, at this name. */
export function runsPattern(operator: string, name: string, value: unknown): boolean {
  if (running.has(name)) return true;
  return (
    operator === '$jsonSchema' && (name === 'patternProperties' || (name === 'pattern' && typeof value === 'string'))
  );
}

export function refuseToRun(place: Place): Operand {
  place.error(
    'Only MongoDB could run this pattern, and its patterns can take time without end.',
    'Write { "<field>": { "$regex": "<pattern>" } } with the dotted name of the field.',
  );
  return { kind: 'literal', value: undefined };
}

/** Patterns are decided document by document, what is MongoDB's alone by it: of one condition neither decides the whole. */
export function decidable(expression: Expression, place: Place): Expression {
  const leaves = leavesOf(expression);
  if (!leaves.some(isMatch) || !leaves.some(isMongosAlone)) return expression;
  return fault(
    place,
    'A pattern stands in one condition with what only MongoDB can decide.',
    'Write the pattern apart, or beside it only $eq, $ne, $in, $nin, $all, $gt, $gte, $lt, $lte and $exists, without null, lists and positions in lists.',
  );
}

function isMatch(leaf: Expression): boolean {
  return leaf.kind === 'compare' && leaf.comparison === 'matches';
}

function isMongosAlone(leaf: Expression): boolean {
  if (leaf.kind !== 'compare' || isMatch(leaf)) return leaf.kind === 'native';
  return leaf.left.kind === 'document' && leaf.left.path.some((name) => /^\d+$/.test(name));
}

function fault(place: Place, message: string, mend: string): Expression {
  place.error(message, mend);
  return never;
}
