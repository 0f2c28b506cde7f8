import type { DocumentSource, Expression, Operand } from './expression.ts';

/** Whether an expression speaks of one of these. */
export function mentions(expression: Expression, sources: readonly DocumentSource[]): boolean {
  switch (expression.kind) {
    case 'all':
    case 'any':
      return expression.of.some((part) => mentions(part, sources));
    case 'not':
      return mentions(expression.of, sources);
    case 'compare':
      return operandMentions(expression.left, sources) || operandMentions(expression.right, sources);
    case 'constant':
    case 'native':
    default:
      return false;
  }
}

export function operandMentions(operand: Operand, sources: readonly DocumentSource[]): boolean {
  switch (operand.kind) {
    case 'document':
      return sources.includes(operand.source);
    case 'array':
      return operand.items.some((item) => operandMentions(item, sources));
    case 'object':
      return operand.fields.some(([, item]) => operandMentions(item, sources));
    case 'convert':
      return operandMentions(operand.operand, sources);
    case 'literal':
    case 'context':
    case 'function':
    default:
      return false;
  }
}
