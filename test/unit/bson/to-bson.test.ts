import { BSONType, Double, EJSON, Long, serialize } from 'bson';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentToJson, ExtendedJsonError, parseExtendedJson, parseJson, toBson } from '../../../src/bson/index.ts';
import { randomDocument } from './random-document.ts';

function failure(json: unknown): ExtendedJsonError {
  try {
    toBson(json);
  } catch (error) {
    if (error instanceof ExtendedJsonError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

/** NaN has many bit patterns; the text does not tell which. */
const hasNan = (text: string): boolean => text.includes('"NaN"');

test('canonical text comes back as the same bytes', () => {
  fc.assert(
    fc.property(randomDocument, (bytes) => {
      const text = documentToJson(bytes, { mode: 'canonical' }).toString();
      if (hasNan(text)) return;
      expect(Buffer.from(serialize(parseExtendedJson(text) as object))).toEqual(bytes);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['1', BSONType.int],
  ['-2147483648', BSONType.int],
  ['2147483647', BSONType.int],
  ['2147483648', BSONType.long],
  ['-2147483649', BSONType.long],
  ['9007199254740993', BSONType.long],
  ['9223372036854775807', BSONType.long],
  ['-9223372036854775808', BSONType.long],
  ['9223372036854775808', BSONType.double],
  ['1.5', BSONType.double],
  ['-0', BSONType.double],
  ['1e300', BSONType.double],
  ['{"$numberInt":"1"}', BSONType.int],
  ['{"$numberLong":"1"}', BSONType.long],
  ['{"$numberDouble":"1"}', BSONType.double],
  ['{"$numberDecimal":"1"}', BSONType.decimal],
])('%s is stored as BSON type of its own', (text, type) => {
  expect(serialize(parseExtendedJson(`{"a":${text}}`) as object)[4]).toBe(type);
});

test('relaxed and canonical dates are the same date', () => {
  expect(parseExtendedJson('{"$date":"2022-01-12T02:33:23.067Z"}')).toEqual(new Date(1641954803067));
  expect(parseExtendedJson('{"$date":"2022-01-12T03:33:23.067+01:00"}')).toEqual(new Date(1641954803067));
  expect(parseExtendedJson('{"$date":{"$numberLong":"1641954803067"}}')).toEqual(new Date(1641954803067));
  for (const text of [
    '2020-02-29T23:59:59.9+01:00',
    '0001-01-31T00:00Z',
    '+012345-12-31T00:00:00Z',
    '-000001-06-30T00:00Z',
  ])
    expect(parseExtendedJson(JSON.stringify({ $date: text }))).toEqual(new Date(text));
});

test('operators pass untouched, with their values converted', () => {
  const plain = { $set: { a: 1 }, $or: [{ x: { $regex: '^a', $options: 'i' } }], $ref: 'c', $id: 1 };
  expect(toBson(plain)).toBe(plain);
  const converted = toBson({
    $set: { a: 2 ** 40 },
    $push: { list: { $each: [{ $oid: '61de3a4b6d9a3c4b5e6f7a8b' }] } },
  });
  expect(EJSON.stringify(converted, { relaxed: false })).toBe(
    '{"$set":{"a":{"$numberLong":"1099511627776"}},"$push":{"list":{"$each":[{"$oid":"61de3a4b6d9a3c4b5e6f7a8b"}]}}}',
  );
});

test('the input is never changed', () => {
  const input = { a: [{ $numberLong: '1' }], b: { c: 2 ** 40 } };
  const copy = structuredClone(input);
  expect(toBson(input)).toEqual({ a: [Long.fromNumber(1)], b: { c: Long.fromNumber(2 ** 40) } });
  expect(input).toEqual(copy);
});

test('__proto__ becomes a field and pollutes nothing', () => {
  const value = parseExtendedJson('{"__proto__": {"admin": {"$numberLong": "1"}}}') as object;
  expect(Object.keys(value)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect('admin' in {}).toBe(false);
  expect(documentToJson(serialize(value), { mode: 'json' }).toString()).toBe('{"__proto__":{"admin":1}}');
});

describe('what only looks like Extended JSON is refused, with its place and the mend', () => {
  test.each([
    [{ _id: { $oid: 'xyz' } }, '/_id/$oid', '{"$oid": "<24 hexadecimal digits>"}'],
    [{ a: [1, { b: { $date: 5 } }] }, '/a/1/b/$date', '<ISO 8601>'],
    [{ a: { $date: '2022-13-01T00:00:00Z' } }, '/a/$date', '<ISO 8601>'],
    [{ a: { $date: '2020-02-30T00:00:00Z' } }, '/a/$date', '<ISO 8601>'],
    [{ a: { $date: '2021-02-29T12:00:00.5+02:00' } }, '/a/$date', '<ISO 8601>'],
    [{ a: { $date: 'yesterday' } }, '/a/$date', '<ISO 8601>'],
    [{ a: { $date: { $numberLong: '9223372036854775807' } } }, '/a/$date', '<milliseconds>'],
    [{ 'a/b~c': { $numberInt: '2147483648' } }, '/a~1b~0c/$numberInt', '<integer of 32 bits>'],
    [{ a: { $numberLong: '9223372036854775808' } }, '/a/$numberLong', '<integer of 64 bits>'],
    [{ a: { $numberLong: '5', more: 1 } }, '/a/$numberLong', '<integer of 64 bits>'],
    [{ a: { $uuid: 'x' } }, '/a/$uuid', '8-4-4-4-12'],
    [{ a: { $binary: 'AQI=' } }, '/a/$binary', '"base64"'],
    [{ a: { $binary: { base64: '?', subType: '00' } } }, '/a/$binary', '"base64"'],
    [{ a: { $binary: { base64: 'JwE=', subType: '09' } } }, '/a/$binary', '"base64"'],
    [{ a: { $regularExpression: { pattern: 'a', options: 'g' } } }, '/a/$regularExpression', '"options": "imsx"'],
    [{ a: { $code: 'f', $scope: { b: { $oid: 1 } } } }, '/a/$scope/b/$oid', '24 hexadecimal'],
    [{ a: { $numberDecimal: '1.2.3' } }, '/a/$numberDecimal', '34 digits'],
    [{ a: { 'b\0': 1 } }, '/a/b\0', 'NUL'],
    [{ a: { _bsontype: 'ObjectId' } }, '/a/_bsontype', 'rename'],
  ])('%j', (json, path, mend) => {
    const error = failure(json);
    expect(error.path).toBe(path);
    expect(error.message).toContain(mend);
  });

  test.each(['1e400', '-1e400', '9'.repeat(400), `[1,${'9'.repeat(309)}]`])(
    'a number that no double holds: %s',
    (number) => {
      expect(failure(parseJson(`{"a":{"b":${number}}}`))).toMatchObject({
        path: expect.stringMatching(/^\/a\/b(\/1)?$/) as unknown,
        message: expect.stringContaining('$numberDecimal') as unknown,
      });
      expect(toBson({ $numberDouble: '-Infinity' })).toEqual(new Double(Number.NEGATIVE_INFINITY));
    },
  );

  test('more than 100 levels', () => {
    const nested = (levels: number): unknown => JSON.parse('{"a":'.repeat(levels) + '1' + '}'.repeat(levels));
    expect(toBson(nested(100))).toEqual(nested(100));
    expect(failure(nested(102)).message).toContain('100 levels');
    expect(failure(nested(100_000)).message).toContain('100 levels');
  });
});
