import { readFileSync } from 'node:fs';

/** What MongoDB's published OpenAPI document of the Data API says, in our own form: `test/corpus/data-api/facts.json`. */
export interface Facts {
  readonly path: string;
  readonly version: string;
  readonly method: 'post';
  readonly mediaTypes: readonly string[];
  readonly schemes: readonly Scheme[];
  readonly errorBody: Readonly<Record<string, string>>;
  readonly errors: readonly { readonly when: string; readonly status: number; readonly body: object }[];
  readonly actions: Readonly<Record<string, Action>>;
  readonly values: readonly { readonly what: string; readonly ejson: unknown; readonly json: unknown }[];
}

export interface Scheme {
  readonly name: string;
  readonly headers: readonly string[];
}

export interface Action {
  readonly fields: Readonly<Record<string, Field>>;
  readonly status: number;
  readonly here?: { readonly status: number; readonly why: string };
  readonly answer: Readonly<Record<string, AnswerField>>;
}

export interface Field {
  readonly type: string;
  readonly required: boolean;
  /** Absent for where the collection is: the test knows. */
  readonly samples?: readonly unknown[];
  readonly default?: unknown;
  readonly here?: { readonly required: boolean; readonly why: string };
}

export interface AnswerField {
  /** The types of the value in either format. */
  readonly json: readonly string[];
  readonly ejson: readonly string[];
  readonly items?: { readonly json: string; readonly ejson: string };
  readonly required: boolean;
}

export const facts = JSON.parse(readFileSync('test/corpus/data-api/facts.json', 'utf8')) as Facts;

/** JSON's word for what a value is. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** A value of every other type than this. */
export function othersThan(type: string): unknown[] {
  const values = { string: 'text', number: 1, boolean: true, object: {}, array: [] };
  return Object.entries(values)
    .filter(([name]) => name !== type)
    .map(([, value]) => value);
}
