import { EJSON } from 'bson';
import type { Compare, Operand } from '../expression/expression.ts';

/** A comparison as its author would say it: `owner_id eq %%user.id`. */
export function describe({ left, comparison, right }: Compare): string {
  return `${describeOperand(left)} ${comparison} ${describeOperand(right)}`;
}

function describeOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'literal':
      return EJSON.stringify(operand.value ?? null);
    case 'document':
      return describeField(operand.source, operand.path);
    case 'context':
      return `%%${operand.path.join('.')}`;
    case 'array':
      return `[${operand.items.map(describeOperand).join(', ')}]`;
    case 'object':
      return `{${operand.fields.map(([name, item]) => `${name}: ${describeOperand(item)}`).join(', ')}}`;
    case 'convert':
      return `%${operand.conversion}(${describeOperand(operand.operand)})`;
    case 'function':
    default:
      return `%function(${operand.name})`;
  }
}

function describeField(source: string, path: readonly string[]): string {
  return source === 'root' && path.length > 0 ? path.join('.') : [`%%${source}`, ...path].join('.');
}
