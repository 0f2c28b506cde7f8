import { readFileSync } from 'node:fs';

export type JsonObject = { [name: string]: unknown };

/** An OpenAPI 3.1 document whose references are all local (`#/components/…`). */
export interface ContractDocument {
  readonly openapi: string;
  readonly info: JsonObject;
  readonly security?: readonly JsonObject[];
  readonly tags?: readonly JsonObject[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly components?: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
}

const bundle = new URL('../../generated/openapi.json', import.meta.url);

/** The service's own contract as text, exactly as bundled. */
export function readContractText(): string {
  return readFileSync(bundle, 'utf8');
}

/** The service's own contract, parsed. */
export function readContract(): ContractDocument {
  return JSON.parse(readContractText()) as ContractDocument;
}
