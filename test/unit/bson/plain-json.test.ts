import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
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
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentToJson } from '../../../src/bson/index.ts';

const json = (document: Uint8Array): string => documentToJson(document, { mode: 'json' }).toString();
const raw = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');

/** The plain JSON of the Atlas Data API; the order is that of https://bsonspec.org/spec.html. */
test.each([
  ['double', new Double(10.5), '10.5'],
  ['NaN', new Double(Number.NaN), 'null'],
  ['infinity', new Double(-Infinity), 'null'],
  ['string', 'ä"\\\n\u0001', '"ä\\"\\\\\\n\\u0001"'],
  ['document', { b: { c: 1 } }, '{"b":{"c":1}}'],
  ['array', [1, [], 'x'], '[1,[],"x"]'],
  ['binary', new Binary(Buffer.from([1, 2, 3, 4]), 5), '{"Subtype":5,"Data":"AQIDBA=="}'],
  ['old binary', new Binary(Buffer.from([255]), 2), '{"Subtype":2,"Data":"/w=="}'],
  ['objectId', new ObjectId('61de3a4b6d9a3c4b5e6f7a8b'), '"61de3a4b6d9a3c4b5e6f7a8b"'],
  ['bool', true, 'true'],
  ['date', new Date(1641954803067), '"2022-01-12T02:33:23.067Z"'],
  ['date of a whole second', new Date(1641954803000), '"2022-01-12T02:33:23Z"'],
  ['date before 1970', new Date('1582-10-15T00:00:00.001Z'), '"1582-10-15T00:00:00.001Z"'],
  ['date of year 0', new Date('0000-02-29T12:00:00Z'), '"0000-02-29T12:00:00Z"'],
  ['date beyond four digits', new Date('+012345-01-02T03:04:05Z'), '"+012345-01-02T03:04:05Z"'],
  ['null', null, 'null'],
  ['regex', new BSONRegExp('^H', 'i'), '{"Pattern":"^H","Options":"i"}'],
  ['code', new Code('f()'), '"f()"'],
  ['symbol', new BSONSymbol('s'), '"s"'],
  ['codeWScope', new Code('f()', { a: 1 }), '{"Code":"f()","Scope":{"a":1}}'],
  ['int32', new Int32(-2147483648), '-2147483648'],
  ['timestamp', new Timestamp({ t: 1565545664, i: 4294967295 }), '{"T":1565545664,"I":4294967295}'],
  ['int64', Long.fromString('9223372036854775807'), '9223372036854775807'],
  ['decimal128', Decimal128.fromString('9823.1297'), '"9823.1297"'],
  ['minKey', new MinKey(), '{}'],
  ['maxKey', new MaxKey(), '{}'],
])('%s', (_type, value, text) => {
  expect(json(serialize({ a: value }))).toBe(`{"a":${text}}`);
});

test('the deprecated types that the driver cannot write', () => {
  expect(json(raw('08000000 06 6100 00'))).toBe('{"a":null}');
  expect(json(raw('1a000000 0c 6100 02000000 6200 56e1fc72e0c917e9c4714161 00'))).toBe(
    '{"a":{"DB":"b","Pointer":"56e1fc72e0c917e9c4714161"}}',
  );
});

test('a date beyond what JavaScript and ISO 8601 can say is its bare milliseconds', () => {
  expect(json(raw('10000000 09 6100 ffffffffffffff7f 00'))).toBe('{"a":9223372036854775807}');
});

test('dates are those of Date.toISOString', () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true }), (date) => {
      expect(json(serialize({ date }))).toBe(`{"date":"${date.toISOString().replace('.000Z', 'Z')}"}`);
    }),
    { numRuns: 1000 },
  );
});

test('bytes that are not UTF-8 become U+FFFD, in values and in names', () => {
  const bytes = fc.uint8Array({ maxLength: 80 }).map((value) => Buffer.from(value));
  const almost = fc
    .tuple(fc.string({ unit: 'binary' }), fc.nat(60))
    .map(([text, cut]) => Buffer.from(text).subarray(cut));
  fc.assert(
    fc.property(fc.oneof(bytes, almost), (broken) => {
      const name = Buffer.from(broken.filter((byte) => byte !== 0));
      const body = Buffer.concat([
        Buffer.from([2]),
        name,
        Buffer.from([0, broken.length + 1, 0, 0, 0]),
        broken,
        Buffer.from([0, 0]),
      ]);
      const document = Buffer.concat([Buffer.from([body.length + 4, body.length >> 8, 0, 0]), body]);
      document.writeInt32LE(document.length);
      document.writeInt32LE(broken.length + 1, 5 + name.length + 1);
      expect(json(document)).toBe(`{${JSON.stringify(name.toString())}:${JSON.stringify(broken.toString())}}`);
    }),
    { numRuns: 300 },
  );
});

test.each([4090, 4096, 4097, 100_000, 1_000_000])('a string of %d characters that need escapes or bytes', (length) => {
  for (const character of ['x', '\u0001', 'é', '☆', '😀']) {
    const value = 'y'.repeat(3) + character.repeat(length);
    expect(json(serialize({ value })) === JSON.stringify({ value })).toBe(true);
  }
});
