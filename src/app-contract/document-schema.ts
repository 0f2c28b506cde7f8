import type { JsonSchema, JsonValue } from '../apps/index.ts';
import type { JsonObject } from '../contract/index.ts';
import { schemaOfType, type Form } from './bson-types.ts';
import { fieldKeywords, shapeKeywords, valueKeywords } from './keywords.ts';

/**
 * The JSON Schema of a collection's documents from their BSON schema. Sent documents may leave `_id` out.
 * Of shown ones no field is certain: rules, projections and former schemas leave out what they like.
 */
export function documentSchema(schema: JsonSchema, form: Form): JsonObject {
  const { required, ...rest } = convert({ bsonType: 'object', ...schema }, form);
  const names = Array.isArray(required) ? required.filter((name) => name !== '_id') : [];
  return { ...rest, ...(names.length > 0 && { required: names }) };
}

export function convert(schema: JsonSchema, form: Form): JsonObject {
  const aliases = [schema['bsonType'] ?? schema['type'] ?? impliedType(schema)].flat() as string[];
  const types = aliases.map((alias) => schemaOfType(alias, form));
  const [type = {}, ...others] = types;
  return {
    ...(others.length > 0 ? { anyOf: types } : type),
    ...(schema['bsonType'] !== undefined && { 'x-bsonType': schema['bsonType'] }),
    ...(typeof schema['description'] === 'string' && { description: schema['description'] }),
    ...valueKeywords(schema, aliases),
    ...fieldKeywords(schema, form, convertAny),
    ...shapeKeywords(schema, form, convertAny),
  };
}

/** Generators need to be told of an object what a validator takes from its fields. */
function impliedType(schema: JsonSchema): string[] {
  return 'properties' in schema ? ['object'] : [];
}

function convertAny(value: JsonValue, form: Form): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? convert(value as JsonSchema, form)
    : value;
}
