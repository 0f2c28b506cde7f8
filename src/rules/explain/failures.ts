import { bind, bindOperand, type Binding, callsFunction } from '../expression/bind.ts';
import { type Documents, evaluate, valuesOf } from '../expression/evaluate.ts';
import type { Compare, Expression } from '../expression/expression.ts';
import { describe } from './describe.ts';

/** A condition that did not hold, though it had to; or that held, though it must not. */
export interface Failure {
  /** JSON pointer of its place in the rule set; empty for a constant. */
  readonly pointer: string;
  readonly condition: string;
  readonly expected: boolean;
  /** The values on both sides, empty where there is none; absent where a function would have to be called. */
  readonly left?: readonly unknown[];
  readonly right?: readonly unknown[];
}

/** Why an expression does not come out as expected; nothing when it does. */
export function failures(
  expression: Expression,
  binding: Binding,
  documents: Documents,
  expected = true,
): readonly Failure[] {
  if (evaluate(bind(expression, binding), documents) === expected) return [];
  switch (expression.kind) {
    case 'all':
    case 'any':
      return expression.of.flatMap((part) => failures(part, binding, documents, expected));
    case 'not':
      return failures(expression.of, binding, documents, !expected);
    case 'compare':
      return [failedComparison(expression, binding, documents, expected)];
    case 'constant':
    case 'native':
    default:
      return [{ pointer: '', condition: String(!expected), expected }];
  }
}

function failedComparison(compare: Compare, binding: Binding, documents: Documents, expected: boolean): Failure {
  const failure = { pointer: compare.pointer, condition: describe(compare), expected };
  if (callsFunction(compare.left) || callsFunction(compare.right)) return failure;
  const [left, right] = [bindOperand(compare.left, binding), bindOperand(compare.right, binding)];
  return { ...failure, left: valuesOf(left, documents), right: valuesOf(right, documents) };
}
