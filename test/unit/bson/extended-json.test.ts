import { Decimal128, deserialize, Double, EJSON, Long, serialize } from 'bson';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrayToJson, documentToJson } from '../../../src/bson/index.ts';
import { double, randomDocument, rawArray } from './random-document.ts';

const reference = (bytes: Buffer, relaxed: boolean): string =>
  EJSON.stringify(deserialize(bytes, { promoteValues: false, bsonRegExp: true }), { relaxed });
const text = (value: Record<string, unknown>, mode: 'canonical' | 'relaxed' | 'json'): string =>
  documentToJson(serialize(value), { mode }).toString();

test('canonical and relaxed texts equal those of the bson library, byte for byte', () => {
  fc.assert(
    fc.property(randomDocument, (bytes) => {
      expect(documentToJson(bytes, { mode: 'canonical' }).toString()).toBe(reference(bytes, false));
      expect(documentToJson(bytes, { mode: 'relaxed' }).toString()).toBe(reference(bytes, true));
      JSON.parse(documentToJson(bytes, { mode: 'json' }).toString());
    }),
    { numRuns: 400 },
  );
});

test('an array gives the same texts, joined by commas', () => {
  fc.assert(
    fc.property(fc.array(randomDocument, { maxLength: 6 }), (documents) => {
      const chunks = [...arrayToJson(rawArray(documents), { mode: 'canonical' })];
      expect(Buffer.concat(chunks).toString()).toBe(documents.map((bytes) => reference(bytes, false)).join(','));
    }),
    { numRuns: 100 },
  );
});

test('doubles are written as JavaScript writes them', () => {
  fc.assert(
    fc.property(double.filter(Number.isFinite), (value) => {
      expect(text({ value: new Double(value) }, 'relaxed')).toBe(`{"value":${value}}`);
    }),
    { numRuns: 2000 },
  );
});

test.each([0.1, 0.000001, 1e-7, 123.456789, 999999999.999999, -0.5, 1e21, 5e-324, 1.7976931348623157e308, 2 ** 53])(
  'the double %d keeps its shortest digits',
  (value) => expect(text({ value: new Double(value) }, 'json')).toBe(`{"value":${value}}`),
);

test('minus zero keeps its sign in every mode', () => {
  expect(text({ value: new Double(-0) }, 'canonical')).toBe('{"value":{"$numberDouble":"-0.0"}}');
  expect(text({ value: new Double(-0) }, 'relaxed')).toBe('{"value":-0.0}');
  expect(text({ value: new Double(-0) }, 'json')).toBe('{"value":-0.0}');
});

test.each(['9007199254740993', '-9007199254740993', '9223372036854775807', '-9223372036854775808', '4294967296', '-1'])(
  'the int64 %s keeps every digit in every mode',
  (digits) => {
    const value = Long.fromString(digits);
    expect(text({ value }, 'canonical')).toBe(`{"value":{"$numberLong":"${digits}"}}`);
    expect(text({ value }, 'relaxed')).toBe(`{"value":${digits}}`);
    expect(text({ value }, 'json')).toBe(`{"value":${digits}}`);
  },
);

test('a Decimal128 coefficient above 34 digits counts as zero', () => {
  const tooLarge = Buffer.alloc(16, 0xff);
  tooLarge.writeUInt16LE(0x3041, 14); // exponent 0, the top bit of the coefficient set
  expect(text({ value: new Decimal128(tooLarge) }, 'json')).toBe('{"value":"0"}');
});
