import type { Place } from '../place.ts';
import { isDocument } from '../values/document.ts';
import { all, type Comparison, type Expression, never, not, type Operand } from './expression.ts';
import { comparisons, isConversion, knownOperators, logical, operatorName } from './operators.ts';
import { parseLogical } from './parse-logical.ts';
import { parseOperand, soleOperator } from './parse-operand.ts';
import type { Scope } from './scope.ts';

export interface TestOptions {
  readonly scope: Scope;
  /** An expression inside a test: `{"%%true": {"owner": "%%user.id"}}`. */
  readonly parse: (json: unknown, place: Place) => Expression;
}

/** What stands beside a key: a value that `left` has to equal, or operators. */
export function parseTest(left: Operand, value: unknown, place: Place, options: TestOptions): Expression {
  if (!isDocument(value) || isValueOperator(soleOperator(value))) return equals(left, value, place, options);
  if (isTruth(left) && !hasComparison(value)) return asserted(left.value, options.parse(value, place));
  const keys = Object.keys(value);
  if (!keys.some((key) => operatorName(key) !== undefined)) return equalsDocument(left, value, place, options);
  return all(keys.map((key) => parseOperator(left, key, value[key], place.below(key), options)));
}

function parseOperator(left: Operand, key: string, value: unknown, place: Place, options: TestOptions): Expression {
  const operator = operatorName(key);
  const found = operator === undefined ? undefined : comparisons.get(operator);
  if (found !== undefined) {
    const test = compare(left, found.comparison, value, place, options.scope);
    return found.negated ? not(test) : test;
  }
  if (operator !== undefined && logical.has(operator)) {
    return parseLogical(operator, value, place, (item, at) => parseTest(left, item, at, options));
  }
  place.error(`Unknown operator ${key}.`, `There are ${knownOperators()}, each with % or $.`);
  return never;
}

function compare(left: Operand, comparison: Comparison, value: unknown, place: Place, scope: Scope): Expression {
  const right = parseOperand(value, place, scope);
  requireFitting(comparison, right, place);
  return { kind: 'compare', comparison, left, right, pointer: place.pointer };
}

function requireFitting(comparison: Comparison, right: Operand, place: Place): void {
  if (right.kind !== 'literal') return;
  const { value } = right;
  if ((comparison === 'in' || comparison === 'all') && !Array.isArray(value)) {
    place.error('Expected a list or an expansion.', 'Write [ … ].');
  }
  if (comparison === 'exists' && typeof value !== 'boolean' && value !== 0 && value !== 1) {
    place.error('Expected true or false.', 'Write true or false.');
  }
  const isOrder = comparison === 'gt' || comparison === 'gte' || comparison === 'lt' || comparison === 'lte';
  if (isOrder && (Array.isArray(value) || isDocument(value))) {
    place.error('Lists and documents have no order.', 'Compare with a number, a text or a date.');
  }
}

function equals(left: Operand, value: unknown, place: Place, { scope }: TestOptions): Expression {
  const right = parseOperand(value, place, scope);
  return { kind: 'compare', comparison: 'eq', left, right, pointer: place.pointer };
}

/** Legal and seldom meant: `{"address": {"city": "Rome"}}` is no test of `address.city`. */
function equalsDocument(left: Operand, value: unknown, place: Place, options: TestOptions): Expression {
  const message = 'Compares with the whole document, field by field in this order.';
  place.warning(message, 'Write the dotted name of a field, such as "address.city", to compare one.');
  return equals(left, value, place, options);
}

/** `%%true` or `%%false` beside an expression. */
function asserted(value: boolean, expression: Expression): Expression {
  return value ? expression : not(expression);
}

function isTruth(operand: Operand): operand is { readonly kind: 'literal'; readonly value: boolean } {
  return operand.kind === 'literal' && typeof operand.value === 'boolean';
}

function isValueOperator(operator: string | undefined): boolean {
  return operator !== undefined && (operator === 'function' || isConversion(operator));
}

function hasComparison(value: object): boolean {
  return Object.keys(value).some((key) => comparisons.has(operatorName(key) ?? ''));
}
