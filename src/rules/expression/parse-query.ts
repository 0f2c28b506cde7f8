import type { Place } from '../place.ts';
import { isDocument } from '../values/document.ts';
import { all, any, type Comparison, type Expression, never, not, type Operand } from './expression.ts';
import { operandMentions } from './mentions.ts';
import { comparisons, isConversion, operatorName } from './operators.ts';
import { parseExpansion, parseFieldPath } from './parse-expansion.ts';
import { parseOperand, soleOperator } from './parse-operand.ts';
import {
  decidable,
  isOfRegex,
  isPattern,
  parsePattern,
  parseRegex,
  refuseToRun,
  runsPattern,
} from './parse-pattern.ts';

const scope = { sees: 'query', name: 'query of a filter' } as const;
/** Below these, MongoDB takes a text for nothing but itself. */
const comparing = new Set(
  '$all $and $elemMatch $eq $gt $gte $in $lt $lte $mod $ne $nin $nor $not $or $size'.split(' '),
);
const serverSideCode = new Set(['$where', '$function', '$accumulator']);

/**
 * The query of a filter: MongoDB's query language with expansions for values. What expansions stand for is only ever
 * compared with: a user whose data held operators or patterns could not widen the query.
 */
export function parseQuery(json: unknown, place: Place): Expression {
  if (!isDocument(json)) return fault(place, 'Expected a query.', 'Write an object, {} for all documents.');
  return all(Object.entries(json).map(([key, value]) => parseEntry(key, value, place.below(key))));
}

function parseEntry(key: string, value: unknown, place: Place): Expression {
  const operator = operatorName(key);
  if (operator === undefined) return parseField(key, value, place);
  if (['and', 'or', 'nor'].includes(operator)) return parseList(operator, value, place);
  if (operator === 'not') return not(decidable(parseQuery(value, place), place));
  return parseNative(key, value, place);
}

function parseList(operator: string, value: unknown, place: Place): Expression {
  if (!Array.isArray(value) || value.length === 0) return fault(place, 'Expected a list of queries.', 'Write [{ … }].');
  const items = value.map((item, index) => parseQuery(item, place.below(index)));
  if (operator === 'and') return all(items);
  if (operator === 'or') return decidable(any(items), place);
  return all(items.map((item, index) => not(decidable(item, place.below(index)))));
}

function parseField(key: string, value: unknown, place: Place): Expression {
  const left = key.startsWith('%%') ? parseExpansion(key, place, scope) : parseFieldPath(key, place, scope);
  if (left.kind === 'document' && left.path.length === 0) return fault(place, `${key} alone is no field.`, 'Name one.');
  if (isOperators(value)) return parseOperators(left, value, place);
  return parseValue(left, value, place);
}

/** MongoDB takes a pattern for itself only where `$eq` says so. */
function parseValue(left: Operand, value: unknown, place: Place): Expression {
  if (isPattern(value)) return parsePattern(left, value.pattern, value.options, place);
  return parseComparison(left, 'eq', value, place);
}

function isOperators(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isDocument(value) || isConversion(soleOperator(value) ?? '') || soleOperator(value) === 'function') return false;
  return Object.keys(value).some((key) => operatorName(key) !== undefined);
}

function parseOperators(left: Operand, operators: Readonly<Record<string, unknown>>, place: Place): Expression {
  const entries = Object.entries(operators);
  const ours = entries.filter(([key]) => isOurs(key));
  const others = entries.filter(([key]) => !isOurs(key) && !isOfRegex(operators, key));
  const tests = ours.map(([key, value]) => parseOurs(left, key, value, place.below(key)));
  if (entries.some(([key]) => isOfRegex(operators, key))) tests.push(parseRegex(left, operators, place));
  return others.length === 0 ? all(tests) : all([...tests, parseFieldNative(left, others, place)]);
}

function isOurs(key: string): boolean {
  const operator = operatorName(key) ?? '';
  return operator === 'not' || comparisons.has(operator);
}

function parseOurs(left: Operand, key: string, value: unknown, place: Place): Expression {
  const operator = operatorName(key) ?? '';
  if (operator === 'not')
    return not(
      isOperators(value) ? decidable(parseOperators(left, value, place), place) : parseValue(left, value, place),
    );
  const found = comparisons.get(operator);
  if (found === undefined) return never;
  const test = parseComparison(left, found.comparison, value, place);
  return found.negated ? not(test) : test;
}

function parseComparison(left: Operand, comparison: Comparison, value: unknown, place: Place): Expression {
  if ((comparison === 'in' || comparison === 'all') && Array.isArray(value) && value.some(isRead))
    return parseMembers(left, comparison, value, place);
  if ((comparison === 'gte' || comparison === 'lte') && value === null)
    return parseComparison(left, 'eq', value, place);
  return comparisonOf(left, comparison, parseOperand(value, place, scope), place);
}

function comparisonOf(left: Operand, comparison: Comparison, right: Operand, place: Place): Expression {
  if (operandMentions(right, ['root'])) {
    return fault(place, 'A filter cannot compare two fields of a document.', 'Move the condition to a role.');
  }
  const path = left.kind === 'document' ? left.path.join('.') : undefined;
  const isMongos = right.kind === 'literal' && (right.value === null || Array.isArray(right.value));
  // To MongoDB, null is also what is not there, and a list is that list.
  if (comparison === 'eq' && isMongos && path !== undefined && path !== '')
    return { kind: 'native', path, operand: right };
  const { pointer } = place;
  return {
    kind: 'compare',
    comparison: comparison === 'eq' && right.kind !== 'literal' ? 'in' : comparison,
    left,
    right,
    pointer,
  };
}

/** To MongoDB these mean more than themselves, among values, too. */
function isRead(value: unknown): boolean {
  return value === null || isPattern(value);
}

/** A list with patterns or null, each of which is decided by itself. */
function parseMembers(left: Operand, comparison: 'in' | 'all', values: readonly unknown[], place: Place): Expression {
  const tests: Expression[] = [];
  const items: Operand[] = [];
  for (const [index, value] of values.entries()) {
    const at = place.below(index);
    if (isRead(value)) tests.push(parseValue(left, value, at));
    else items.push(parseOperand(value, at, scope));
  }
  if (items.length > 0) tests.push(comparisonOf(left, comparison, { kind: 'array', items }, place));
  return comparison === 'in' ? decidable(any(tests), place) : all(tests);
}

function parseFieldNative(left: Operand, operators: readonly [string, unknown][], place: Place): Expression {
  if (left.kind !== 'document' || left.path.length === 0) {
    return fault(place, `${operators[0]?.[0]} can only stand beside a field.`, 'Name a field of the document.');
  }
  const [stray] = operators.find(([key]) => !key.startsWith('$')) ?? [];
  if (stray !== undefined) return fault(place.below(stray), ...unknown(stray));
  const fields = operators.map(([key, value]) => parseNamed(key, value, key, place));
  return { kind: 'native', path: left.path.join('.'), operand: { kind: 'object', fields } };
}

function parseNative(key: string, value: unknown, place: Place): Expression {
  if (key.startsWith('%')) return fault(place, ...unknown(key));
  return { kind: 'native', path: key, operand: parseTemplate(value, key, place) };
}

/** Values for MongoDB alone. Expansions in patterns and expressions would be read as such: they are refused. */
function parseTemplate(value: unknown, operator: string, place: Place): Operand {
  if (isPattern(value)) return refuseToRun(place);
  if (serverSideCode.has(operator)) return refuse(place, `${operator} runs JavaScript in MongoDB.`);
  if (typeof value === 'string' && value.startsWith('%%')) {
    const isPlain = comparing.has(operator);
    return isPlain ? parseExpansion(value, place, scope) : refuse(place, `${operator} takes no expansion.`);
  }
  if (Array.isArray(value))
    return { kind: 'array', items: value.map((item, index) => parseTemplate(item, operator, place.below(index))) };
  if (!isDocument(value)) return { kind: 'literal', value };
  if (isConversion(soleOperator(value) ?? '')) return parseOperand(value, place, scope);
  const fields = Object.entries(value).map(([name, item]) => {
    if (runsPattern(operator, name, item)) return [name, refuseToRun(place.below(name))] as const;
    return parseNamed(name, item, name.startsWith('$') && comparing.has(operator) ? name : operator, place);
  });
  return { kind: 'object', fields };
}

/** MongoDB would take an operator or an expansion of ours for the name of a field, which no document has. */
function parseNamed(name: string, value: unknown, operator: string, place: Place): readonly [string, Operand] {
  const at = place.below(name);
  if (name.startsWith('%')) at.error(...unknown(name));
  return [name, parseTemplate(value, operator, at)];
}

function unknown(name: string): [message: string, mend: string] {
  return [`Unknown operator ${name}.`, 'Write an operator of MongoDB’s queries, with $.'];
}

function refuse(place: Place, message: string): Operand {
  place.error(message, 'Write the filter without it.');
  return { kind: 'literal', value: undefined };
}

function fault(place: Place, message: string, mend: string): Expression {
  place.error(message, mend);
  return never;
}
