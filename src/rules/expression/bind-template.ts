import { lookUp, type RuleContext } from '../rule-context.ts';
import { convert } from '../values/convert.ts';
import { kindOf } from '../values/kind.ts';
import type { Operand } from './expression.ts';

type Literal = Extract<Operand, { kind: 'literal' }>;

const nothing: Literal = { kind: 'literal', value: undefined };

/** A value for MongoDB alone, for one user; nothing as soon as a part of it is nothing, or more than a plain value. */
export function bindTemplate(operand: Operand, context: RuleContext): Literal {
  switch (operand.kind) {
    case 'literal':
      return operand;
    case 'context':
      return plain(lookUp(context, operand.path));
    case 'convert':
      return plain(convert(bindTemplate(operand.operand, context).value, operand.conversion));
    case 'array':
      return whole(operand.items.map((item) => bindTemplate(item, context).value));
    case 'object': {
      const entries = operand.fields.map(([name, item]) => [name, bindTemplate(item, context).value] as const);
      return entries.some(([, value]) => value === undefined) ? nothing : literal(Object.fromEntries(entries));
    }
    case 'document':
    case 'function':
    default:
      return nothing;
  }
}

/** A user's data may hold operators, patterns, or null, which is also what is not there: MongoDB would read more into them. */
function plain(value: unknown): Literal {
  return (Array.isArray(value) ? value : [value]).every(isPlain) ? literal(value) : nothing;
}

function isPlain(value: unknown): boolean {
  return !['array', 'document', 'null', 'other', 'regex'].includes(kindOf(value));
}

function whole(values: readonly unknown[]): Literal {
  return values.includes(undefined) ? nothing : literal(values);
}

function literal(value: unknown): Literal {
  return { kind: 'literal', value };
}
