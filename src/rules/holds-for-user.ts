import { bind } from './expression/bind.ts';
import { always, type Expression } from './expression/expression.ts';
import type { RuleContext } from './rule-context.ts';

/** Whether a condition that sees no document holds: `can_evaluate`. Functions are not called: they count as false. */
export function holdsForUser(expression: Expression, context: RuleContext): boolean {
  return bind(expression, { context, reading: true }) === always;
}
