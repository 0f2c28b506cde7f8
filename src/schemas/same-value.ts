import { EJSON, Long } from 'bson';
import { bsonTypeOf, toNumber } from './bson-type.ts';

/** A text that two values share when they are the same for `enum` and `uniqueItems`: numbers by their value, documents in any order of fields. */
export function identityOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(identityOf).join(',')}]`;
  if (bsonTypeOf(value) === 'object') {
    const fields = Object.entries(value as object).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${identityOf(inner)}`).join(',')}}`;
  }
  if (value instanceof Long && !Number.isSafeInteger(value.toNumber())) return `n${value.toString()}`;
  const number = toNumber(value);
  return number === undefined ? EJSON.stringify(value ?? null, { relaxed: false }) : `n${number}`;
}
