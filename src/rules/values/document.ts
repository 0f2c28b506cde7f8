import { DBRef } from 'bson';

export type Document = Readonly<Record<string, unknown>>;

/** Whether a value is an embedded document, and not one of the classes of BSON values. */
export function isDocument(value: unknown): value is Document {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The driver makes a class of documents that look like a reference; for rules they are documents. */
export function asDocument(value: unknown): Document | undefined {
  if (isDocument(value)) return value;
  return value instanceof DBRef ? value.toJSON() : undefined;
}

/** An own field: names such as `constructor` are fields like any other. */
export function fieldOf(document: Document, name: string): unknown {
  return Object.hasOwn(document, name) ? document[name] : undefined;
}
