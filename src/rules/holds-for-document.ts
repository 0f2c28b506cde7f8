import { bind } from './expression/bind.ts';
import { type Documents, evaluate } from './expression/evaluate.ts';
import type { Expression } from './expression/expression.ts';
import type { RuleContext } from './rule-context.ts';

/** Whether a condition on a document holds: `validate` of a schema. Functions are not called: they count as false. */
export function holdsForDocument(expression: Expression, context: RuleContext, documents: Documents): boolean {
  return evaluate(bind(expression, { context, reading: false }), documents);
}
