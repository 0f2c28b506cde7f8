import type { JsonObject } from '../contract/index.ts';

const schemas = '#/components/schemas/';

/** A reference to a component schema. */
export function refTo(name: string): JsonObject {
  return { $ref: schemas + name };
}

/** The name of the component schema that is referred to; undefined for other components. */
export function schemaName(reference: string): string | undefined {
  return reference.startsWith(schemas) ? reference.slice(schemas.length) : undefined;
}

/** A copy in which every reference to one schema is another schema. */
export function replaceReference(value: unknown, name: string, by: JsonObject): unknown {
  if (Array.isArray(value)) return value.map((item) => replaceReference(item, name, by));
  if (typeof value !== 'object' || value === null) return value;
  if ((value as JsonObject)['$ref'] === schemas + name) return by;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaceReference(inner, name, by)]));
}

/** The name of the component schema that a schema refers to. @throws Error when it says what it is itself */
export function requireName({ $ref }: JsonObject): string {
  const name = typeof $ref === 'string' ? schemaName($ref) : undefined;
  if (name === undefined) throw new Error('The contract has a body without a schema of its own.');
  return name;
}
