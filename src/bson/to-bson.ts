import { Long } from 'bson';
import { ExtendedJsonError } from './extended-json-error.ts';
import { type JsonObject, setOwn } from './json-object.ts';
import { parseJson } from './parse-json.ts';
import { type Trail, unwrap, wrapperName } from './unwrap.ts';

/** MongoDB's limit on nested documents. */
const MAX_DEPTH = 100;
const INT32_END = 2 ** 31;
const INT64_END = 2 ** 63;

/** Strict JSON text with Extended JSON wrappers → the driver's values. Throws JsonSyntaxError and ExtendedJsonError. */
export function parseExtendedJson(text: string): unknown {
  return toBson(parseJson(text));
}

/**
 * Plain JSON values with Extended JSON v2 wrappers (canonical, relaxed, `$uuid`) → the driver's values. Operators such as
 * `$set` and `$regex` are fields like any other. Integers become int32 or int64, other numbers doubles; where the driver
 * would decide so by itself they stay JavaScript numbers. What needs no change is not copied; the input is never changed.
 * Throws ExtendedJsonError, also for more than 100 levels, for numbers beyond a double and for names that no driver can store.
 */
export function toBson(json: unknown): unknown {
  return convert(json, []);
}

function convert(value: unknown, trail: Trail): unknown {
  if (typeof value === 'number') return convertNumber(value, trail);
  if (typeof value !== 'object' || value === null) return value;
  if (trail.length > MAX_DEPTH) {
    throw new ExtendedJsonError(trail, `Values nest deeper than ${MAX_DEPTH} levels, which MongoDB does not store`);
  }
  if (Array.isArray(value)) return convertArray(value, trail);
  const object = value as JsonObject;
  const names = Object.keys(object);
  const wrapper = wrapperName(names);
  return wrapper === undefined ? convertObject(object, names, trail) : unwrap(wrapper, object, trail, convert);
}

/** The driver stores integers of 32 bits as int32 and every other number as a double: only what lies between needs a class. */
function convertNumber(value: number, trail: Trail): unknown {
  // No JSON says infinite: the text had more digits, or a greater exponent, than a double can hold.
  if (value === Infinity || value === -Infinity) {
    throw new ExtendedJsonError(
      trail,
      `The number is beyond a double: write {"$numberDecimal": "<number>"} or a string`,
    );
  }
  const isBeyondInt32 = value >= INT32_END || value < -INT32_END;
  const isInt64 = isBeyondInt32 && Number.isInteger(value) && value < INT64_END && value >= -INT64_END;
  return isInt64 ? Long.fromBigInt(BigInt(value)) : value;
}

function convertArray(array: readonly unknown[], trail: Trail): unknown[] {
  let changed: unknown[] | undefined;
  for (let index = 0; index < array.length; index++) {
    const item = array[index];
    trail.push(index);
    const converted = convert(item, trail);
    trail.pop();
    if (converted === item) continue;
    changed ??= [...array];
    changed[index] = converted;
  }
  return changed ?? (array as unknown[]);
}

function convertObject(object: JsonObject, names: readonly string[], trail: Trail): JsonObject {
  let changed: JsonObject | undefined;
  for (const name of names) {
    const item = object[name];
    trail.push(name);
    requireName(name, trail);
    const converted = convert(item, trail);
    trail.pop();
    if (Object.is(converted, item)) continue;
    changed ??= { ...object };
    setOwn(changed, name, converted);
  }
  return changed ?? object;
}

function requireName(name: string, trail: Trail): void {
  if (name.includes('\0'))
    throw new ExtendedJsonError(trail, 'A field name holds a NUL character, which BSON cannot store');
  if (name === '_bsontype')
    throw new ExtendedJsonError(trail, 'The field name _bsontype is reserved by the driver: rename it');
}
