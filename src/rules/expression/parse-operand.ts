import type { Place } from '../place.ts';
import { type Document, isDocument } from '../values/document.ts';
import type { Conversion, Operand } from './expression.ts';
import { isConversion, operatorName } from './operators.ts';
import { parseExpansion } from './parse-expansion.ts';
import type { Scope } from './scope.ts';

const nothing: Operand = { kind: 'literal', value: undefined };

/** A value: a literal, an expansion, a conversion, a function's answer, or arrays and documents of these. */
export function parseOperand(value: unknown, place: Place, scope: Scope): Operand {
  if (typeof value === 'string' && value.startsWith('%%')) return parseExpansion(value, place, scope);
  if (Array.isArray(value)) return parseArray(value, place, scope);
  return isDocument(value) ? parseObject(value, place, scope) : { kind: 'literal', value };
}

/** The only operator of a document of one, without its prefix: `{"%function": …}`. */
export function soleOperator(value: unknown): string | undefined {
  if (!isDocument(value)) return undefined;
  const [key, ...others] = Object.keys(value);
  return key === undefined || others.length > 0 ? undefined : operatorName(key);
}

function parseArray(values: readonly unknown[], place: Place, scope: Scope): Operand {
  const items = values.map((item, index) => parseOperand(item, place.below(index), scope));
  if (items.every(({ kind }) => kind === 'literal')) return { kind: 'literal', value: values };
  return { kind: 'array', items };
}

function parseObject(object: Document, place: Place, scope: Scope): Operand {
  const sole = soleOperator(object);
  const [first] = Object.entries(object);
  if (sole !== undefined && first !== undefined) {
    if (isConversion(sole)) return parseConversion(sole, first[1], place.below(first[0]), scope);
    if (sole === 'function') return parseFunction(first[1], place.below(first[0]));
  }
  const fields = Object.entries(object).map(([name, value]) => parseField(name, value, place.below(name), scope));
  if (fields.every(([, { kind }]) => kind === 'literal')) return { kind: 'literal', value: object };
  return { kind: 'object', fields };
}

function parseField(name: string, value: unknown, place: Place, scope: Scope): readonly [string, Operand] {
  if (operatorName(name) !== undefined || name.startsWith('%%')) {
    place.error(`${name} cannot stand inside a value.`, 'Write it as the value of a field or an expansion.');
  }
  return [name, parseOperand(value, place, scope)];
}

function parseConversion(conversion: Conversion, value: unknown, place: Place, scope: Scope): Operand {
  const operand = parseOperand(value, place, scope);
  if (operand.kind === 'literal' || operand.kind === 'context' || operand.kind === 'document') {
    return { kind: 'convert', conversion, operand };
  }
  place.error(`%${conversion} takes a literal or an expansion.`, 'Remove the operator inside it.');
  return nothing;
}

/** Its arguments are not read: the call counts as false. */
export function parseFunction(value: unknown, place: Place): Operand {
  const name = isDocument(value) ? value['name'] : undefined;
  if (typeof name !== 'string' || name === '') {
    place.error('%function needs the name of a function.', 'Write {"name": "<function>", "arguments": []}.');
    return nothing;
  }
  place.callsFunction(name);
  return { kind: 'function', name };
}
