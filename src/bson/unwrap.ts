import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  DBRef,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  serialize,
  Timestamp,
} from 'bson';
import { ExtendedJsonError } from './extended-json-error.ts';
import type { JsonObject } from './json-object.ts';

/** The names and indexes from the root to a value. */
export type Trail = (string | number)[];
export type Convert = (value: unknown, trail: Trail) => unknown;

/** Converts a value inside the wrapper, under the name given. */
type ConvertInner = (value: unknown, name: string) => unknown;

/** How a wrapper is written, for messages; and what it stands for: undefined when its content does not fit. */
interface Wrapper {
  form: string;
  read: (content: unknown, object: JsonObject, inner: ConvertInner) => unknown;
}

const DOLLAR = 0x24;
const MAX_UINT32 = 0xffff_ffff;
const MAX_DATE_MS = 8_640_000_000_000_000n;
const ISO_DATE = /^(?:\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const DOUBLE = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|-?Infinity|NaN)$/;

/** Every wrapper of Extended JSON v2, types in the order of https://bsonspec.org/spec.html. */
const wrappers = new Map<string, Wrapper>([
  ['$numberDouble', { form: '{"$numberDouble": "<number>"}', read: readDouble }],
  ['$binary', { form: '{"$binary": {"base64": "<base64>", "subType": "<hexadecimal>"}}', read: readBinary }],
  ['$uuid', { form: '{"$uuid": "<8-4-4-4-12 hexadecimal digits>"}', read: readUuid }],
  ['$undefined', { form: '{"$undefined": true}', read: (content) => (content === true ? null : undefined) }],
  ['$oid', { form: '{"$oid": "<24 hexadecimal digits>"}', read: readObjectId }],
  ['$date', { form: '{"$date": "<ISO 8601>"} or {"$date": {"$numberLong": "<milliseconds>"}}', read: readDate }],
  ['$regularExpression', { form: '{"$regularExpression": {"pattern": "…", "options": "imsx"}}', read: readRegex }],
  ['$dbPointer', { form: '{"$dbPointer": {"$ref": "<namespace>", "$id": {"$oid": "…"}}}', read: readDbPointer }],
  ['$code', { form: '{"$code": "…"} or {"$code": "…", "$scope": {…}}', read: readCode }],
  [
    '$symbol',
    { form: '{"$symbol": "…"}', read: (content) => (isString(content) ? new BSONSymbol(content) : undefined) },
  ],
  ['$numberInt', { form: '{"$numberInt": "<integer of 32 bits>"}', read: readInt32 }],
  ['$timestamp', { form: '{"$timestamp": {"t": <seconds>, "i": <increment>}}', read: readTimestamp }],
  ['$numberLong', { form: '{"$numberLong": "<integer of 64 bits>"}', read: readInt64 }],
  ['$numberDecimal', { form: '{"$numberDecimal": "<number of at most 34 digits>"}', read: readDecimal128 }],
  ['$minKey', { form: '{"$minKey": 1}', read: (content) => (content === 1 ? new MinKey() : undefined) }],
  ['$maxKey', { form: '{"$maxKey": 1}', read: (content) => (content === 1 ? new MaxKey() : undefined) }],
]);

/** The name that makes an object a wrapper, undefined for plain documents and operators. */
export function wrapperName(names: readonly string[]): string | undefined {
  for (const name of names) {
    if (name.charCodeAt(0) === DOLLAR && wrappers.has(name)) return name;
  }
  return undefined;
}

/** The driver's value of a wrapper object. Throws ExtendedJsonError when its keys or content do not fit exactly. */
export function unwrap(name: string, object: JsonObject, trail: Trail, convert: Convert): unknown {
  const { form, read } = wrappers.get(name) as Wrapper;
  const hasStranger = Object.keys(object).some((key) => key !== name && !(name === '$code' && key === '$scope'));
  const inner: ConvertInner = (value, key) => convert(value, [...trail, key]);
  const value = hasStranger ? undefined : read(object[name], object, inner);
  if (value === undefined)
    throw new ExtendedJsonError([...trail, name], `${name} is not valid Extended JSON: write ${form}`);
  return value;
}

function readDouble(content: unknown): Double | undefined {
  return isString(content) && DOUBLE.test(content) ? new Double(Number(content)) : undefined;
}

function readBinary(content: unknown): Binary | undefined {
  if (!hasExactly(content, 'base64', 'subType')) return undefined;
  const { base64, subType } = content;
  if (!isString(base64) || !BASE64.test(base64)) return undefined;
  if (!isString(subType) || !/^[0-9a-f]{1,2}$/i.test(subType)) return undefined;
  const binary = new Binary(Buffer.from(base64, 'base64'), Number.parseInt(subType, 16));
  return binary.sub_type === Binary.SUBTYPE_VECTOR && !isVector(binary) ? undefined : binary;
}

/** The driver refuses vectors with a wrong head, but only when it sends them. */
function isVector(binary: Binary): boolean {
  try {
    serialize({ binary });
    return true;
  } catch {
    return false;
  }
}

function readUuid(content: unknown): Binary | undefined {
  if (!isString(content) || !UUID.test(content)) return undefined;
  return new Binary(Buffer.from(content.replaceAll('-', ''), 'hex'), Binary.SUBTYPE_UUID);
}

function readObjectId(content: unknown): ObjectId | undefined {
  return isString(content) && /^[0-9a-f]{24}$/i.test(content) ? ObjectId.createFromHexString(content) : undefined;
}

function readDate(content: unknown): Date | undefined {
  if (isString(content)) {
    const date = new Date(ISO_DATE.test(content) && isInCalendar(content) ? content : Number.NaN);
    return Number.isNaN(date.getTime()) ? undefined : date;
  }
  const ms = hasExactly(content, '$numberLong') ? int64(content['$numberLong']) : undefined;
  return ms === undefined || ms > MAX_DATE_MS || ms < -MAX_DATE_MS ? undefined : new Date(Number(ms));
}

/** JavaScript takes 30 February for 1 March. */
function isInCalendar(isoDate: string): boolean {
  const [day = ''] = isoDate.split('T', 1);
  return new Date(`${day}T00:00:00Z`).getUTCDate() === Number(day.slice(-2));
}

function readRegex(content: unknown): BSONRegExp | undefined {
  if (!hasExactly(content, 'pattern', 'options')) return undefined;
  const { pattern, options } = content;
  if (!isString(pattern) || pattern.includes('\0')) return undefined;
  return isString(options) && /^[ilmsux]*$/.test(options) ? new BSONRegExp(pattern, options) : undefined;
}

/** The driver cannot write the deprecated type: like its own parser, a DBRef takes its place. */
function readDbPointer(content: unknown): DBRef | undefined {
  if (!hasExactly(content, '$ref', '$id') || !hasExactly(content['$id'], '$oid')) return undefined;
  const id = readObjectId(content['$id']['$oid']);
  return isString(content['$ref']) && id !== undefined ? new DBRef(content['$ref'], id) : undefined;
}

function readCode(content: unknown, object: JsonObject, inner: ConvertInner): Code | undefined {
  if (!isString(content)) return undefined;
  if (!Object.hasOwn(object, '$scope')) return new Code(content);
  const scope = object['$scope'];
  return isObject(scope) ? new Code(content, inner(scope, '$scope') as JsonObject) : undefined;
}

function readInt32(content: unknown): Int32 | undefined {
  const value = int64(content);
  return value === undefined || BigInt.asIntN(32, value) !== value ? undefined : new Int32(Number(value));
}

function readTimestamp(content: unknown): Timestamp | undefined {
  if (!hasExactly(content, 't', 'i')) return undefined;
  const { t, i } = content;
  return isUint32(t) && isUint32(i) ? new Timestamp({ t, i }) : undefined;
}

function readInt64(content: unknown): Long | undefined {
  const value = int64(content);
  return value === undefined ? undefined : Long.fromBigInt(value);
}

function readDecimal128(content: unknown): Decimal128 | undefined {
  if (!isString(content)) return undefined;
  try {
    return Decimal128.fromString(content);
  } catch {
    return undefined;
  }
}

function int64(content: unknown): bigint | undefined {
  if (!isString(content) || !/^[+-]?\d{1,30}$/.test(content)) return undefined;
  const value = BigInt(content.startsWith('+') ? content.slice(1) : content);
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isUint32(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_UINT32;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasExactly(value: unknown, ...names: string[]): value is JsonObject {
  return (
    isObject(value) && Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name))
  );
}
