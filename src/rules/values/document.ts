import type { DBRef } from 'bson';

export type Document = Readonly<Record<string, unknown>>;

/** Whether a value is an embedded document, and not one of the classes of BSON values. */
export function isDocument(value: unknown): value is Document {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Which class of BSON values a value is of, undefined for documents and plain JavaScript values. By its mark, not by
 * `instanceof`: the driver brings classes of its own.
 */
export function classOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || isDocument(value)) return undefined;
  return '_bsontype' in value ? String(value._bsontype) : undefined;
}

/** The driver makes a class of documents that look like a reference; for rules they are documents. */
export function asDocument(value: unknown): Document | undefined {
  if (isDocument(value)) return value;
  return classOf(value) === 'DBRef' ? (value as DBRef).toJSON() : undefined;
}

/** An own field: names such as `constructor` are fields like any other. */
export function fieldOf(document: Document, name: string): unknown {
  return Object.hasOwn(document, name) ? document[name] : undefined;
}
