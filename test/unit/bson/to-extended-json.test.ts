import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, ObjectId, serialize, Timestamp } from 'bson';
import fc from 'fast-check';
import { BSON } from 'mongodb';
import { expect, test } from 'vitest';
import { readDocument, toBson, toExtendedJson } from '../../../src/bson/index.ts';
import { isEqual } from '../../../src/rules/values/equal.ts';

const id = ObjectId.createFromHexString('6512e1b2c3d4e5f601234567');
const long = Long.fromString('9007199254740993');

test.each<[string, unknown, unknown]>([
  ['ObjectId', id, { $oid: '6512e1b2c3d4e5f601234567' }],
  ['Long beyond 2^53', long, { $numberLong: '9007199254740993' }],
  ['Long', Long.fromNumber(2 ** 40), 2 ** 40],
  ['Int32', new Int32(5), 5],
  ['Double', new Double(1.5), 1.5],
  ['NaN', new Double(Number.NaN), { $numberDouble: 'NaN' }],
  ['Infinity', Infinity, { $numberDouble: 'Infinity' }],
  ['Decimal128', Decimal128.fromString('0.10'), { $numberDecimal: '0.10' }],
  ['Date', new Date(1), { $date: '1970-01-01T00:00:00.001Z' }],
  ['Date before 1970', new Date(-1), { $date: { $numberLong: '-1' } }],
  ['Binary', new Binary(Buffer.from('ab'), 4), { $binary: { base64: 'YWI=', subType: '04' } }],
  ['Timestamp', new Timestamp({ t: 1, i: 2 }), { $timestamp: { t: 1, i: 2 } }],
  ['regular expression', new BSONRegExp('^a', 'i'), { $regularExpression: { pattern: '^a', options: 'i' } }],
  ['null', null, null],
])('%s, also deep inside, and back', (_, value, json) => {
  const document = { a: { b: [value, { c: value }] } };
  const written: unknown = JSON.parse(JSON.stringify(toExtendedJson(document)));
  expect(written).toEqual({ a: { b: [json, { c: json }] } });
  expect(isEqual(toBson(written), document)).toBe(true);
});

test('the driver’s classes, and names that are none of objects', () => {
  const driven = BSON.deserialize(serialize({ id, long }));
  expect(driven['id']).not.toBeInstanceOf(ObjectId);
  expect(toExtendedJson(driven)).toEqual({ id: { $oid: id.toHexString() }, long: { $numberLong: long.toString() } });
  const named = '{"__proto__":{"_bsontype":"Long"}}';
  expect(JSON.stringify(toExtendedJson(JSON.parse(named)))).toBe(named);
});

test('no integer of 64 bits changes', () => {
  const property = fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (digits) => {
    const document = readDocument(serialize({ n: Long.fromBigInt(digits) }));
    const { n } = toBson(toExtendedJson(document)) as { n: unknown };
    expect(BigInt(String(n))).toBe(digits);
  });
  fc.assert(property);
});
