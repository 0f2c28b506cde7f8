import type { JsonSchema, JsonValue } from '../apps/index.ts';
import type { JsonObject } from '../contract/index.ts';
import type { Form } from './bson-types.ts';

/** A schema in another form; true and false stay. */
type Convert = (schema: JsonValue, form: Form) => unknown;

const copied = ['minLength', 'maxLength', 'multipleOf', 'minItems', 'maxItems', 'uniqueItems'];
/** Types whose values look alike in BSON and JSON, so that they can be listed. */
const plain = ['string', 'bool', 'boolean', 'int', 'number', 'null'];

/** What says something about a value by itself; `validate` expressions stay at home. */
export function valueKeywords(schema: JsonSchema, aliases: readonly string[]): JsonObject {
  const { enum: values, pattern } = schema;
  const isPlain = aliases.every((alias) => plain.includes(alias)) && isScalars(values);
  return {
    ...(isPlain && { enum: values }),
    ...(typeof pattern === 'string' && isEcmaPattern(pattern) && { pattern }),
    ...bound(schema, 'minimum', 'exclusiveMinimum'),
    ...bound(schema, 'maximum', 'exclusiveMaximum'),
    ...Object.fromEntries(copied.filter((name) => isPlainNumber(schema[name])).map((name) => [name, schema[name]])),
  };
}

function isScalars(values: JsonValue | undefined): boolean {
  return Array.isArray(values) && values.every((value) => value === null || typeof value !== 'object');
}

function isPlainNumber(value: JsonValue | undefined): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

/** Patterns are RE2's, JSON Schema's are JavaScript's; most are both. */
function isEcmaPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').source !== '';
  } catch {
    return false;
  }
}

/** Draft 4 says by a flag what JSON Schema says by another name. */
function bound(schema: JsonSchema, name: string, exclusive: string): JsonObject {
  const value = schema[name];
  if (typeof value !== 'number') return {};
  return { [schema[exclusive] === true ? exclusive : name]: value };
}

/** Schemas of fields and items. */
export function fieldKeywords(schema: JsonSchema, form: Form, convert: Convert): JsonObject {
  const { properties, patternProperties, additionalProperties: rest, items, additionalItems } = schema;
  const isTuple = Array.isArray(items);
  return {
    ...(isObject(properties) && { properties: each(properties, form, convert) }),
    ...(isObject(patternProperties) &&
      form === 'sent' && { patternProperties: each(patternProperties, form, convert) }),
    // Documents from before the schema may have more fields than it allows.
    ...(rest !== undefined && (form === 'sent' || rest !== false) && { additionalProperties: convert(rest, form) }),
    ...(isTuple && { prefixItems: items.map((item: JsonValue) => convert(item, form)) }),
    ...(isTuple && additionalItems !== undefined && { items: convert(additionalItems, form) }),
    ...(items !== undefined && !isTuple && { items: convert(items, form) }),
  };
}

/** What a document must have as a whole: said of sent documents only. */
export function shapeKeywords(schema: JsonSchema, form: Form, convert: Convert): JsonObject {
  if (form === 'shown') return {};
  const entries = Object.entries(isObject(schema['dependencies']) ? schema['dependencies'] : {});
  const names = entries.filter(([, one]) => Array.isArray(one));
  const schemas = entries.filter(([, one]) => !Array.isArray(one)).map(([name, one]) => [name, convert(one, form)]);
  const lists = ['allOf', 'anyOf', 'oneOf'].filter((name) => Array.isArray(schema[name]));
  const alternatives = lists.map((name) => ({
    [name]: (schema[name] as readonly JsonValue[]).map((one) => convert(one, form)),
  }));
  return {
    ...Object.fromEntries(
      ['required', 'minProperties', 'maxProperties']
        .filter((name) => schema[name] !== undefined)
        .map((name) => [name, schema[name]]),
    ),
    ...(names.length > 0 && { dependentRequired: Object.fromEntries(names) }),
    ...(schemas.length > 0 && { dependentSchemas: Object.fromEntries(schemas) }),
    ...(schema['not'] !== undefined && { not: convert(schema['not'], form) }),
    // Apart, so that none takes the place of what the types have said.
    ...(alternatives.length > 0 && { allOf: alternatives }),
  };
}

function each(schemas: JsonSchema, form: Form, convert: Convert): JsonObject {
  return Object.fromEntries(Object.entries(schemas).map(([name, one]) => [name, convert(one, form)]));
}

function isObject(value: JsonValue | undefined): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
