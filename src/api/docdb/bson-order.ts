import { BSON, type Document } from '../../mongo/index.ts';

/**
 * MongoDB sorts values of different types by this order of types, but `$gt` and its like look at one type only.
 * Of each type: the conditions, any of which means that a field has such a value, or an array with such an element.
 * @see https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/
 */
const typesInOrder: readonly (readonly [name: string, ...conditions: Document[]])[] = [
  ['minKey', { $type: ['minKey'] }],
  // An empty array sorts as the deprecated `undefined`. `$size` alone could not use an index.
  ['undefined', { $type: ['undefined'] }, { $eq: [], $size: 0 }],
  // The second for paths that go through an array, where nothing can be `$eq: null`.
  ['null', { $eq: null, $not: { $type: 'undefined' } }, { $exists: false, $ne: null }],
  ['number', { $type: ['number'] }],
  ['string', { $type: ['string', 'symbol'] }],
  ['object', { $type: ['object'] }],
  // Only as an element of an array of arrays. `$type` alone would take every array that the field is.
  ['array', { $elemMatch: { $type: 'array' } }],
  ['binData', { $type: ['binData'] }],
  ['objectId', { $type: ['objectId'] }],
  ['bool', { $type: ['bool'] }],
  ['date', { $type: ['date'] }],
  ['timestamp', { $type: ['timestamp'] }],
  ['others', { $type: ['regex', 'dbPointer', 'javascript', 'javascriptWithScope'] }],
  ['maxKey', { $type: ['maxKey'] }],
];

/** The driver's class tags. */
const taggedTypes: Readonly<Record<string, string>> = {
  MinKey: 'minKey',
  Int32: 'number',
  Double: 'number',
  Long: 'number',
  Decimal128: 'number',
  BSONSymbol: 'string',
  Binary: 'binData',
  ObjectId: 'objectId',
  Timestamp: 'timestamp',
  MaxKey: 'maxKey',
};

function typeOf(value: unknown): string | undefined {
  if (value === null) return 'null';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : 'date';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number' || typeof value === 'string') return typeof value;
  if (Array.isArray(value)) return value.length === 0 ? 'undefined' : undefined;
  if (typeof value !== 'object') return undefined;
  return '_bsontype' in value ? taggedTypes[String(value._bsontype)] : 'object';
}

/** Whether `openInterval` can start or end at the value: not at an array, unless it is empty, nor at the rare types that `$gt` refuses. */
export function isComparable(value: unknown): boolean {
  return typeOf(value) !== undefined;
}

/** What sorts exactly where the value does, in a field or in an element of its array. */
export function equalTo(path: string, value: unknown): Document {
  if (value !== null && !Array.isArray(value)) return { [path]: { $eq: value } };
  const conditions = conditionsBetween(path, placeOf(value), placeOf(value) + 1);
  return anyOf(path, value === null && !path.includes('.') ? conditions.slice(0, 1) : conditions);
}

/**
 * What sorts after `low` and before `high` (undefined: no bound), as queries whose results follow each other in ascending
 * order: the rest of the type of `low`, the types between, the beginning of the type of `high`.
 */
export function openInterval(path: string, low: unknown, high: unknown): Document[] {
  const [above, below] = [
    low === undefined ? undefined : greaterInType(low),
    high === undefined ? undefined : lessInType(high),
  ];
  if (low !== undefined && typeOf(low) === typeOf(high)) {
    return above === undefined || below === undefined ? [] : [{ [path]: { ...above, ...below } }];
  }
  const between = conditionsBetween(
    path,
    low === undefined ? 0 : placeOf(low) + 1,
    high === undefined ? typesInOrder.length : placeOf(high),
  );
  // NaN sorts before every other number, yet is neither less nor greater for $lt and $gt.
  if (typeOf(high) === 'number' && below !== undefined) between.push({ $eq: Number.NaN });
  return [above === undefined ? [] : [above], between, below === undefined ? [] : [below]]
    .filter((conditions) => conditions.length > 0)
    .map((conditions) => anyOf(path, conditions));
}

function greaterInType(value: unknown): Document | undefined {
  if (isAlone(value)) return undefined;
  return isNotANumber(value) ? { $gte: Number.NEGATIVE_INFINITY } : { $gt: value };
}

function lessInType(value: unknown): Document | undefined {
  return isAlone(value) || isNotANumber(value) ? undefined : { $lt: value };
}

/** Whether the value is the only one of its type. */
function isAlone(value: unknown): boolean {
  return ['undefined', 'null', 'minKey', 'maxKey'].includes(String(typeOf(value)));
}

function isNotANumber(value: unknown): boolean {
  return typeOf(value) === 'number' && String(value) === 'NaN';
}

function placeOf(value: unknown): number {
  return typesInOrder.findIndex(([name]) => name === typeOf(value));
}

/** The conditions of some types; the plain ones as one `$type`, which an index serves in one scan. */
function conditionsBetween(path: string, start: number, end: number): Document[] {
  const types = typesInOrder.slice(start, end).filter(([name]) => name !== 'array' || path !== '_id');
  const conditions = types.flatMap(([, ...ofType]) => ofType);
  const named = conditions.flatMap((condition) => (condition['$type'] as string[] | undefined) ?? []);
  const rest = conditions.filter((condition) => !('$type' in condition));
  return named.length === 0 ? rest : [...rest, { $type: named }];
}

function anyOf(path: string, conditions: readonly Document[]): Document {
  const queries = conditions.map((condition) => ({
    [path]: condition,
    ...('$elemMatch' in condition && isArray(path)),
  }));
  return queries.length === 1 ? (queries[0] as Document) : { $or: queries };
}

/**
 * Implied by `$elemMatch`, which by itself reads a whole index. `$expr` compares across types, so an index without arrays
 * answers it from its bounds: from the types next to arrays, because an array makes no bound.
 */
function isArray(path: string): Document {
  const [before, behind] = [{ $literal: {} }, new BSON.Binary(Buffer.alloc(0))];
  return { $expr: { $and: [{ $gte: [`$${path}`, before] }, { $lt: [`$${path}`, behind] }] } };
}
