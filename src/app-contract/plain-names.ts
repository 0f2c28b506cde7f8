import type { ContractDocument } from '../contract/index.ts';
import { refTo, schemaName } from './references.ts';

/**
 * Bundling numbers schemas that share a name (`InsertedIds-2`). Where nothing shares it, the number goes: names in an app's
 * contract, and so in clients, are not to change with what else the service can do.
 */
export function withPlainNames(document: ContractDocument): ContractDocument {
  const schemas = document.components?.['schemas'] ?? {};
  const taken = new Set(Object.keys(schemas));
  const plainNames = new Map<string, string>();
  for (const name of Object.keys(schemas)) {
    const plain = name.replace(/-\d+$/, '');
    if (taken.has(plain)) continue;
    taken.add(plain);
    plainNames.set(name, plain);
  }
  const rename = (name: string): string => plainNames.get(name) ?? name;
  const renamed = Object.entries(schemas).map(([name, schema]) => [rename(name), schema]);
  const text = JSON.stringify({
    ...document,
    components: { ...document.components, schemas: Object.fromEntries(renamed) as object },
  });
  return JSON.parse(text, (key, value: unknown) => {
    const name = key === '$ref' && typeof value === 'string' ? schemaName(value) : undefined;
    return name === undefined ? value : refTo(rename(name))['$ref'];
  }) as ContractDocument;
}
