import type { ContractDocument, JsonObject } from './document.ts';

const localReference = /"#\/components\/([^/"]+)\/([^/"]+)"/g;

/**
 * The document cut down to one operation and the components that it refers to, as a copy that a validator may change.
 * Validators embed the document whole, so its size is what the first request to an operation pays for (reference/stack.md §3, wart 2).
 */
export function pruneToOperation(document: ContractDocument, path: string, method: string): ContractDocument {
  const item = document.paths[path];
  const operation = item?.[method];
  if (item === undefined || operation === undefined)
    throw new Error(`The contract has no operation ${method.toUpperCase()} ${path}`);
  const parameters = [...asArray(item['parameters']), ...asArray(operation['parameters'])];
  const kept = structuredClone({ ...operation, parameters });
  return {
    openapi: document.openapi,
    info: document.info,
    paths: { [path]: { [method]: kept } },
    components: componentsOf(document, kept),
  };
}

/** The same for a validator of requests: without the answers, which are most of an operation and cost it milliseconds. */
export function pruneToRequest(document: ContractDocument, path: string, method: string): ContractDocument {
  const item = document.paths[path];
  const operation = item?.[method];
  if (operation === undefined) return pruneToOperation(document, path, method);
  const request = { ...operation, responses: { 200: { description: '' } } };
  return pruneToOperation({ ...document, paths: { [path]: { ...item, [method]: request } } }, path, method);
}

/** The components that something refers to, and those that these refer to, as copies. */
export function componentsOf(document: ContractDocument, root: unknown): Record<string, Record<string, JsonObject>> {
  const found: Record<string, Record<string, JsonObject>> = {};
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    for (const [, kind = '', name = ''] of JSON.stringify(pending.pop()).matchAll(localReference)) {
      const component = document.components?.[kind]?.[name];
      if (component === undefined) throw new Error(`The contract refers to a missing component: ${kind}/${name}`);
      if (found[kind]?.[name] !== undefined) continue;
      (found[kind] ??= {})[name] = structuredClone(component);
      pending.push(component);
    }
  }
  return unionsLast(found);
}

/** express-openapi-validator gives the variants of a union each other's fields when the union stands before them (wart 4). */
function unionsLast(
  components: Record<string, Record<string, JsonObject>>,
): Record<string, Record<string, JsonObject>> {
  const schemas = components['schemas'];
  if (schemas === undefined) return components;
  const rank = ([, schema]: [string, JsonObject]): number => (schema['discriminator'] === undefined ? 0 : 1);
  return { ...components, schemas: Object.fromEntries(Object.entries(schemas).toSorted((a, b) => rank(a) - rank(b))) };
}

function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
