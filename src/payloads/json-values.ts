import { ExtendedJsonError, toBson } from '../bson/index.ts';
import type { Document } from '../mongo/index.ts';
import { Problem } from '../problem/index.ts';

/**
 * The driver's values of plain JSON in which Extended JSON wrappers are still objects.
 * @param place JSON pointer to it in the request: `/body/filter`
 * @throws Problem INVALID_EXTENDED_JSON
 */
export function toValues(json: unknown, place: string): unknown {
  try {
    return toBson(json);
  } catch (error) {
    if (!(error instanceof ExtendedJsonError)) throw error;
    const path = place + error.path;
    throw new Problem('INVALID_EXTENDED_JSON', {
      detail: `${path} ${error.message}`,
      errors: [{ path, message: error.message }],
      cause: error,
    });
  }
}

/** As `toValues`, for what must be a document. @throws Problem INVALID_REQUEST as well */
export function toDocument(json: unknown, place: string): Document {
  const value = isObject(json) ? toValues(json, place) : undefined;
  if (isObject(value) && !('_bsontype' in value) && !(value instanceof Date)) return value;
  const message = 'must be a JSON object, and not a single Extended JSON value';
  throw new Problem('INVALID_REQUEST', { detail: `${place} ${message}`, errors: [{ path: place, message }] });
}

/**
 * As `toDocument`, for a document that is stored. @throws Problem INVALID_REQUEST for update operators as well
 * @param updating what takes those in the plane that is called: `PATCH`
 */
export function toStoredDocument(json: unknown, place: string, updating: string): Document {
  const document = toDocument(json, place);
  const operator = Object.keys(document).find((name) => name.startsWith('$'));
  if (operator === undefined) return document;
  const path = `${place}/${operator.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const message = `is no name of a field: a document is stored as it is, ${updating} takes update operators`;
  throw new Problem('INVALID_REQUEST', { detail: `${path} ${message}`, errors: [{ path, message }] });
}

function isObject(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
