/** The driver's classes of BSON values are of another copy of `bson`: for rules they must be the same. */
import * as own from 'bson';
import { BSON } from 'mongodb';
import { expect, test } from 'vitest';
import { convert } from '../../../src/rules/values/convert.ts';
import { isEqual } from '../../../src/rules/values/equal.ts';
import { compareNumbers } from '../../../src/rules/values/numbers.ts';
import { isOrdered } from '../../../src/rules/values/order.ts';

const hex = '6512e1b2c3d4e5f601234567';
const uuid = '00112233-4455-6677-8899-aabbccddeeff';

/** One of each, of one copy; the other ones are close to these, and different. */
const valuesOf = (bson: typeof BSON | typeof own) => ({
  id: [bson.ObjectId.createFromHexString(hex), bson.ObjectId.createFromHexString(hex.replace('7', '8'))],
  int: [new bson.Int32(1), new bson.Int32(2)],
  double: [new bson.Double(1.5), new bson.Double(1.6)],
  long: [bson.Long.fromString('9007199254740992'), bson.Long.fromString('9007199254740993')],
  decimal: [bson.Decimal128.fromString('0.1'), bson.Decimal128.fromString('0.2')],
  binary: [new bson.Binary(Buffer.from('a')), new bson.Binary(Buffer.from('b'))],
  regex: [new bson.BSONRegExp('a'), new bson.BSONRegExp('b')],
  timestamp: [new bson.Timestamp({ t: 1, i: 1 }), new bson.Timestamp({ t: 1, i: 2 })],
  reference: [new bson.DBRef('a', bson.ObjectId.createFromHexString(hex)), new bson.DBRef('b', new bson.ObjectId(hex))],
});
const [driven, ours] = [valuesOf(BSON), valuesOf(own)];

test('the copies differ, else this file proves nothing', () => {
  expect(driven.id[0]).not.toBeInstanceOf(own.ObjectId);
});

test.each(Object.keys(ours) as (keyof typeof ours)[])('%s equals itself, and nothing else', (type) => {
  const [[a, b], [c, d]] = [driven[type], ours[type]];
  expect([isEqual(a, c), isEqual(c, a), isEqual(a, a), isEqual(b, d)]).toEqual([true, true, true, true]);
  expect([isEqual(a, b), isEqual(a, d), isEqual(b, c)]).toEqual([false, false, false]);
});

test.each(['id', 'int', 'double', 'long', 'decimal'] as const)('%s has its order', (type) => {
  const [[a, b], [c, d]] = [driven[type], ours[type]];
  expect([isOrdered(a, 'lt', d), isOrdered(c, 'lt', b), isOrdered(b, 'lt', c)]).toEqual([true, true, false]);
});

test('is converted', () => {
  expect(convert(driven.id[0], 'oidToString')).toBe(hex);
  expect(convert(new BSON.UUID(uuid).toBinary(), 'uuidToString')).toBe(uuid);
});

test('what is of no number’s type is not NaN, which would equal it', () => {
  expect(compareNumbers(Number.NaN, new own.Double(Number.NaN))).toBe(0);
  for (const stranger of [driven.id[0], {}, 'x', undefined, { _bsontype: 'Decimal128' }]) {
    expect(compareNumbers(stranger, Number.NaN)).toBeUndefined();
    expect(compareNumbers(stranger, stranger)).toBeUndefined();
  }
});
