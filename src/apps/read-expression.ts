import { checkDocumentExpression, checkExpression, type RuleFault } from '../rules/index.ts';
import type { Expression } from './expression.ts';
import { isObject, type Part } from './part.ts';

/** An expression that sees the user and the request: `can_evaluate`. True when it is absent. */
export function readExpression(part: Part | undefined): Expression {
  if (part === undefined) return true;
  reportFaults(part, checkExpression(part.value));
  return typeof part.value === 'boolean' || isObject(part.value) ? part.value : false;
}

/** An expression that sees a document as well: `validate` of a schema. */
export function readDocumentExpression(part: Part): void {
  reportFaults(part, checkDocumentExpression(part.value));
}

/** What the rules room has against a value of a file. */
export function reportFaults(part: Part, faults: readonly RuleFault[]): void {
  for (const { severity, pointer, message, mend } of faults) part.at(pointer)[severity](message, mend);
}
