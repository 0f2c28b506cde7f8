import { classOf, isDocument } from './document.ts';

/** What MongoDB takes for one type when it compares. */
export type Kind =
  | 'array'
  | 'binary'
  | 'boolean'
  | 'date'
  | 'document'
  | 'null'
  | 'number'
  | 'objectId'
  | 'regex'
  | 'string'
  | 'timestamp'
  | 'other';

const kindsOfClasses: Readonly<Record<string, Kind>> = {
  Binary: 'binary',
  BSONRegExp: 'regex',
  BSONSymbol: 'string',
  DBRef: 'document',
  Decimal128: 'number',
  Double: 'number',
  Int32: 'number',
  Long: 'number',
  ObjectId: 'objectId',
  Timestamp: 'timestamp',
};

const kindsOfPrimitives: Readonly<Record<string, Kind>> = {
  bigint: 'number',
  boolean: 'boolean',
  number: 'number',
  string: 'string',
};

export function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (typeof value !== 'object') return kindsOfPrimitives[typeof value] ?? 'other';
  if (Array.isArray(value)) return 'array';
  if (isDocument(value)) return 'document';
  if (value instanceof Date) return 'date';
  if (value instanceof RegExp) return 'regex';
  if (value instanceof Uint8Array) return 'binary';
  return kindsOfClasses[classOf(value) ?? ''] ?? 'other';
}
