import type { JsonSchema, JsonValue } from '../apps/index.ts';

/** A BSON schema whose fields may be null where they are not required, at any depth: said in the schema, as the app's setting has it. */
export function withNulls(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, changed(schema, keyword, value)]),
  );
}

function changed({ required }: JsonSchema, keyword: string, value: JsonValue): JsonValue {
  const isRequired = (name: string): boolean => Array.isArray(required) && required.includes(name);
  switch (keyword) {
    case 'properties':
    case 'patternProperties':
      return fieldsOf(value, (name, field) => (isRequired(name) ? inside(field) : orNull(inside(field))));
    case 'additionalProperties':
      return orNull(inside(value));
    case 'items':
    case 'additionalItems':
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return inside(value);
    default:
      return value;
  }
}

function inside(value: JsonValue): JsonValue {
  if (isList(value)) return value.map(inside);
  return isSchema(value) ? withNulls(value) : value;
}

const combinations = ['allOf', 'anyOf', 'oneOf', 'not'];

function orNull(schema: JsonValue): JsonValue {
  if (!isSchema(schema)) return schema;
  if (combinations.some((keyword) => keyword in schema)) return { anyOf: [schema, { bsonType: 'null' }] };
  const type = schema['bsonType'] ?? schema['type'] ?? ('properties' in schema ? 'object' : undefined);
  const { enum: values } = schema;
  return {
    ...schema,
    ...(type !== undefined && { bsonType: [...new Set([type, 'null'].flat())] }),
    ...(values !== undefined && isList(values) && { enum: [...values, null] }),
  };
}

function fieldsOf(value: JsonValue, change: (name: string, field: JsonValue) => JsonValue): JsonValue {
  if (!isSchema(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, change(name, field)]));
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isSchema(value: JsonValue): value is JsonSchema {
  return typeof value === 'object' && value !== null && !isList(value);
}
