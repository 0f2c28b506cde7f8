import { EJSON, type Long } from 'bson';
import { setOwn } from './json-object.ts';

/**
 * Values of either copy of `bson`, the driver's or ours → plain JSON values with Extended JSON wrappers, for `toBson` to read
 * back. Relaxed, but no digit is lost: an int64 beyond 2^53 keeps its wrapper. int32, int64 and double of one value look alike.
 */
export function toExtendedJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toExtendedJson);
  if (isPlain(value)) return ofFields(value);
  return isLong(value) ? integer(value.toString()) : EJSON.serialize(value, { relaxed: true });
}

function ofFields(document: object): object {
  const json = {};
  for (const [name, value] of Object.entries(document)) setOwn(json, name, toExtendedJson(value));
  return json;
}

function integer(digits: string): unknown {
  return Number.isSafeInteger(Number(digits)) ? Number(digits) : { $numberLong: digits };
}

/** Whether it is a document, even one with a field that is called as the mark of the classes. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isLong(value: unknown): value is Long {
  return typeof value === 'object' && value !== null && '_bsontype' in value && value._bsontype === 'Long';
}
