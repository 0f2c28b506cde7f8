import { checkSchema } from '../schemas/index.ts';
import type { JsonSchema, JsonValue } from './expression.ts';
import { isObject, type Part } from './part.ts';
import { readDocumentExpression } from './read-expression.ts';

/** A schema of a collection, checked with its `validate` expressions. */
export function readSchema(part: Part): JsonSchema {
  for (const { pointer, message, mend } of checkSchema(part.value))
    part.at(pointer).error(`${capitalized(message)}.`, `${capitalized(mend)}.`);
  checkExpressions(part);
  return isObject(part.value) ? part.value : {};
}

/** Keywords whose value is a schema, schemas in a list, or schemas by name. */
const single = ['additionalItems', 'additionalProperties', 'items', 'not'];
const listed = ['allOf', 'anyOf', 'items', 'oneOf'];
const named = ['dependencies', 'patternProperties', 'properties'];

function checkExpressions(part: Part): void {
  if (!isObject(part.value)) return;
  const { value } = part;
  const validate = valueOf(value, 'validate');
  if (validate !== undefined) readDocumentExpression(part.below('validate', validate));
  for (const keyword of single) checkExpressions(part.below(keyword, valueOf(value, keyword) ?? null));
  for (const keyword of listed) {
    const schemas = valueOf(value, keyword);
    const place = part.below(keyword, null);
    if (Array.isArray(schemas)) schemas.forEach((one: JsonValue, index) => checkExpressions(place.below(index, one)));
  }
  for (const keyword of named) {
    const schemas = valueOf(value, keyword) ?? null;
    const place = part.below(keyword, null);
    if (isObject(schemas)) Object.entries(schemas).forEach(([name, one]) => checkExpressions(place.below(name, one)));
  }
}

function valueOf(object: { readonly [name: string]: JsonValue }, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
