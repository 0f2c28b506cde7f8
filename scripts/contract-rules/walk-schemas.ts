import { isObject, type Contract } from './contract.ts';

export interface Place {
  path: (string | number)[];
  /** An object, or a boolean where the author wrote a boolean schema. */
  schema: unknown;
}

/** Keywords of JSON Schema 2020-12 that hold one schema, a list of schemas, or schemas by name. */
const holders = {
  one: ['items', 'contains', 'propertyNames', 'not', 'if', 'then', 'else'],
  list: ['allOf', 'anyOf', 'oneOf', 'prefixItems'],
  named: ['properties', 'patternProperties', 'dependentSchemas', '$defs'],
};
/** These say "anything" and "nothing" in every generator when they are boolean. */
const booleanAllowed = ['additionalProperties', 'unevaluatedProperties'];
/** Places outside schemas where a key named `schema` means something else. */
const data = new Set(['example', 'examples', 'default', 'enum', 'const']);

function* children(schema: Record<string, unknown>): Generator<Place> {
  for (const key of holders.one) if (key in schema) yield { path: [key], schema: schema[key] };
  for (const key of booleanAllowed) if (isObject(schema[key])) yield { path: [key], schema: schema[key] };
  for (const key of [...holders.list, ...holders.named]) {
    for (const [name, child] of Object.entries(schema[key] ?? {})) yield { path: [key, name], schema: child };
  }
}

function* walk(place: Place): Generator<Place> {
  yield place;
  if (!isObject(place.schema)) return;
  for (const child of children(place.schema)) {
    yield* walk({ path: [...place.path, ...child.path], schema: child.schema });
  }
}

/** Every `schema` of a parameter, header or media type. */
function* inline(node: unknown, path: Place['path']): Generator<Place> {
  if (Array.isArray(node)) for (const [index, item] of node.entries()) yield* inline(item, [...path, index]);
  if (!isObject(node)) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'schema') yield { path: [...path, key], schema: value };
    else if (!data.has(key)) yield* inline(value, [...path, key]);
  }
}

/** Every schema of the contract with its path, components first, outer before inner; references are not followed. */
export function* schemasOf({ paths, components = {} }: Contract): Generator<Place> {
  const { schemas = {}, ...others } = components;
  for (const [name, schema] of Object.entries(schemas)) yield* walk({ path: ['components', 'schemas', name], schema });
  for (const place of inline({ paths, components: others }, [])) yield* walk(place);
}
