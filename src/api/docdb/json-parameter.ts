import { JsonSyntaxError, parseJson } from '../../bson/index.ts';
import type { Document } from '../../mongo/index.ts';
import { Problem } from '../../problem/index.ts';
import { toDocument } from '../../payloads/index.ts';

export interface JsonParameter {
  /** Plain JSON, in which Extended JSON wrappers are still objects. */
  readonly json: unknown;
  /** The driver's values. */
  readonly value: Document;
}

/**
 * A query parameter that holds an object as JSON or Extended JSON text.
 * @throws Problem MALFORMED_JSON, INVALID_EXTENDED_JSON or INVALID_REQUEST that names `/query/<name>`
 */
export function parseJsonParameter(name: string, text: string): JsonParameter {
  const json = parseText(name, text);
  return { json, value: toDocument(json, `/query/${name}`) };
}

function parseText(name: string, text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const errors = [{ path: `/query/${name}`, message: error.message }];
    throw new Problem('MALFORMED_JSON', {
      detail: `The parameter ${name} is not JSON: ${error.message}`,
      errors,
      cause: error,
    });
  }
}

export function badParameter(name: string, message: string): Problem {
  return new Problem('INVALID_REQUEST', {
    detail: `The parameter ${name} ${message}`,
    errors: [{ path: `/query/${name}`, message }],
  });
}
