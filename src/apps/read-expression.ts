import type { Expression } from './expression.ts';
import { isObject, type Part } from './part.ts';

/** A rule expression; true when it is absent. */
export function readExpression(part: Part | undefined): Expression {
  if (part === undefined) return true;
  if (typeof part.value === 'boolean' || isObject(part.value)) return part.value;
  part.error('Expected an expression: true, false or an object.', 'Write {} for always.');
  return false;
}

/** An expression that sees a document: `validate` of a schema. */
export function checkDocumentExpression(part: Part): void {
  readExpression(part);
}
