/** What the rules read of an OpenAPI document. Everything may be missing: a rule meets the contract before it is right. */
export type Json = Record<string, unknown>;

export interface Schema extends Json {
  $ref?: string;
}

export interface Body extends Json {
  $ref?: string;
  content?: Record<string, { schema?: Schema; example?: unknown; examples?: Json }>;
}

export interface Parameter extends Json {
  $ref?: string;
  name?: string;
  in?: string;
  schema?: Schema;
}

export interface Operation extends Json {
  operationId?: string;
  summary?: string;
  security?: Json[];
  parameters?: Parameter[];
  requestBody?: Body;
  responses?: Record<string, Body>;
  'x-plane'?: string;
  'x-policy'?: string;
}

export interface Contract extends Json {
  openapi?: string;
  paths?: Record<string, Record<string, Operation>>;
  components?: Record<string, Record<string, Schema>>;
}

/** A wrong place: its path in the document, and what is wrong there. */
export interface Finding {
  path: (string | number)[];
  message: string;
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a `#/components/…` reference stands for; the value itself when it is none; undefined when it leads nowhere. */
export function resolveReference<T extends { $ref?: string }>(contract: Contract, value: T): T | undefined {
  if (value.$ref === undefined) return value;
  const [section = '', name = ''] = value.$ref.split('/').slice(2);
  const target = contract.components?.[section]?.[name];
  // A reference of one section leads to the same kind of thing.
  return target && resolveReference(contract, target as T);
}
