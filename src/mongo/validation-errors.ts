import type { Document } from 'mongodb';
import type { FieldError } from '../problem/index.ts';

/**
 * The failing paths in `errInfo` of error 121, relative to the document.
 * https://www.mongodb.com/docs/manual/core/schema-validation/handle-invalid-documents/
 */
export function toValidationErrors(errInfo: Document | undefined): FieldError[] {
  return [...failures(errInfo?.['details'], '')];
}

function* failures(node: unknown, parent: string): Generator<FieldError> {
  if (Array.isArray(node)) {
    for (const child of node) yield* failures(child, parent);
    return;
  }
  if (!isDocument(node)) return;
  const path = parent + stepOf(node);
  const missing = names(node['missingProperties']).map((name) => ({ path: under(path, name), message: 'is required' }));
  const extra = names(node['additionalProperties']).map((name) => ({
    path: under(path, name),
    message: 'is not allowed',
  }));
  const below = nested.flatMap((key) => [...failures(node[key], path)]);
  const found = [...missing, ...extra, ...below];
  yield* found.length > 0 || !('operatorName' in node) ? found : [{ path, message: toMessage(node) }];
}

const nested = ['details', 'schemaRulesNotSatisfied', 'propertiesNotSatisfied', 'clausesNotSatisfied'];

function stepOf({ propertyName, itemIndex }: Document): string {
  const step: unknown = propertyName ?? itemIndex;
  return typeof step === 'string' || typeof step === 'number' ? under('', String(step)) : '';
}

/** `type did not match: {"bsonType":"int"}`. */
function toMessage({ operatorName, reason, specifiedAs }: Document): string {
  const why = typeof reason === 'string' ? reason : `does not satisfy ${String(operatorName)}`;
  return specifiedAs === undefined ? why : `${why}: ${JSON.stringify(specifiedAs).slice(0, 200)}`;
}

/** A step of a JSON pointer (RFC 6901). */
function under(path: string, name: string): string {
  return `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function names(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null;
}
