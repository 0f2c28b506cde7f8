import { convert } from '../values/convert.ts';
import { reach, reachSingles } from '../values/reach.ts';
import { compareValues } from './compare-values.ts';
import type { Expression, Operand } from './expression.ts';

/** What an expression is asked about. Undefined: not there, as the document before an insert. */
export interface Documents {
  readonly root: unknown;
  readonly prevRoot?: unknown;
  /** The value of the field at hand. */
  readonly this?: unknown;
  readonly prev?: unknown;
}

/** @param expression bound to a user */
export function evaluate(expression: Expression, documents: Documents): boolean {
  switch (expression.kind) {
    case 'constant':
      return expression.value;
    case 'all':
      return expression.of.every((part) => evaluate(part, documents));
    case 'any':
      return expression.of.some((part) => evaluate(part, documents));
    case 'not':
      return !evaluate(expression.of, documents);
    case 'compare': {
      const { left, comparison, right } = expression;
      const values = comparison === 'matches' ? singlesOf(left, documents) : valuesOf(left, documents);
      return compareValues(values, comparison, valuesOf(right, documents));
    }
    case 'native':
    default:
      throw new Error('The query of a filter is MongoDB’s to answer');
  }
}

/** The values of an operand bound to a user: none, one, or several where arrays lie on the path. */
export function valuesOf(operand: Operand, documents: Documents): readonly unknown[] {
  switch (operand.kind) {
    case 'literal':
      return present(operand.value);
    case 'document':
      return reachFrom(documents[operand.source], operand.path);
    case 'array':
      return [operand.items.flatMap((item) => valuesOf(item, documents))];
    case 'object':
      return objectOf(operand.fields, documents);
    case 'convert':
      return valuesOf(operand.operand, documents).flatMap((value) => present(convert(value, operand.conversion)));
    case 'context':
    case 'function':
    default:
      throw new Error('The expression has not been bound to a user');
  }
}

/** What patterns are asked of: only fields stand beside them. */
function singlesOf(operand: Operand, documents: Documents): readonly unknown[] {
  return operand.kind === 'document' ? reachSingles(documents[operand.source], operand.path) : [];
}

function present(value: unknown): readonly unknown[] {
  return value === undefined ? [] : [value];
}

function reachFrom(document: unknown, path: readonly string[]): readonly unknown[] {
  return document === undefined ? [] : reach(document, path);
}

function objectOf(fields: readonly (readonly [string, Operand])[], documents: Documents): readonly unknown[] {
  const entries = fields.map(([name, operand]) => [name, valuesOf(operand, documents)] as const);
  if (entries.some(([, values]) => values.length !== 1)) return [];
  return [Object.fromEntries(entries.map(([name, [value]]) => [name, value]))];
}
