import { inject } from 'vitest';
import { checkResponse } from './response-validator.ts';
import { users } from './mounts.ts';

export interface CallOptions {
  /** A user of the test mounts; `none` sends no credentials. Default: the user of the any-scope mount. */
  as?: keyof typeof users | 'none';
  /** Sent as JSON text, unless it is a string already. */
  body?: unknown;
  type?: string;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body parsed, where it is JSON. */
  json: unknown;
}

/** One request to the running service; every answer is held to the contract as well. */
export async function call(method: string, target: string, options: CallOptions = {}): Promise<Answer> {
  const response = await fetch(new URL(target, inject('serviceUrl')), init(method, options));
  const text = await response.text();
  const contentType = response.headers.get('content-type') ?? '';
  const json: unknown = contentType.includes('json') && text !== '' ? JSON.parse(text) : undefined;
  if (method !== 'HEAD') checkResponse(method, target, response.status, contentType, json);
  return { status: response.status, headers: response.headers, text, json };
}

function init(method: string, { as = 'any', body, type = 'application/json', headers = {} }: CallOptions): RequestInit {
  const all: Record<string, string> = as === 'none' ? {} : { authorization: basic(as, users[as]) };
  if (body === undefined) return { method, headers: { ...all, ...headers } };
  return {
    method,
    headers: { ...all, 'content-type': type, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

/** The value of an `Authorization` header. */
export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** A query string of JSON values: `{filter: {a: 1}, limit: 2}` → `?filter=%7B…`. */
export function query(parameters: Record<string, string | number | boolean | object>): string {
  const pairs = Object.entries(parameters).map(([name, value]): [string, string] => [
    name,
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]);
  return `?${new URLSearchParams(pairs).toString()}`;
}

let sequence = 0;

/** A collection of its own for a test: `/docdb/<database>/<collection>`. */
export function freshCollection(): string {
  return `/docdb/test_${process.pid}_${(sequence += 1)}_${Date.now().toString(36)}/things`;
}
