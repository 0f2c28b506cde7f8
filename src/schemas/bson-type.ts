import { Binary, Decimal128, Double, Int32, Long, Timestamp } from 'bson';

const int32End = 2 ** 31;

const byClass: Readonly<Record<string, string>> = {
  ObjectId: 'objectId',
  Int32: 'int',
  Long: 'long',
  Double: 'double',
  Decimal128: 'decimal',
  Timestamp: 'timestamp',
  Binary: 'binData',
  BSONRegExp: 'regex',
  Code: 'javascript',
  BSONSymbol: 'symbol',
  DBRef: 'object',
  MinKey: 'minKey',
  MaxKey: 'maxKey',
};

/** MongoDB's alias for the type that a value is stored as. https://www.mongodb.com/docs/manual/reference/bson-types/ */
export function bsonTypeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'long';
  // As the driver stores it: integers of 32 bits are int32, every other number is a double.
  if (typeof value === 'number')
    return Number.isInteger(value) && value < int32End && value >= -int32End && !Object.is(value, -0)
      ? 'int'
      : 'double';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  if (value instanceof RegExp) return 'regex';
  if (value instanceof Uint8Array) return 'binData';
  return byClass[(value as { _bsontype?: string })._bsontype ?? ''] ?? 'object';
}

const numbers = new Set(['int', 'long', 'double', 'decimal']);

/** What `bsonType` and `type` may say, and which values each takes; `mixed` takes all. */
export const typeNames: ReadonlySet<string> = new Set([
  ...numbers,
  'number',
  'float',
  'string',
  'object',
  'array',
  'binData',
  'uuid',
  'objectId',
  'bool',
  'boolean',
  'date',
  'null',
  'regex',
  'javascript',
  'symbol',
  'timestamp',
  'minKey',
  'maxKey',
  'mixed',
]);

/** @param name one of `typeNames` */
export function isOfType(value: unknown, name: string): boolean {
  const actual = bsonTypeOf(value);
  if (name === 'mixed' || name === actual) return true;
  if (name === 'number') return numbers.has(actual);
  if (name === 'float') return actual === 'double';
  if (name === 'boolean') return actual === 'bool';
  return name === 'uuid' && value instanceof Binary && value.sub_type === Binary.SUBTYPE_UUID;
}

/** The number that a value is, undefined for all others; digits beyond a double's are lost, as for every comparison of bounds. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (value instanceof Timestamp) return undefined;
  if (value instanceof Long) return value.toNumber();
  if (typeof value === 'bigint') return Number(value);
  return value instanceof Decimal128 ? Number(value.toString()) : undefined;
}
