import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toOrderedValues } from '../../../src/api/docdb/ordered-values.ts';
import { BSON } from '../../../src/mongo/index.ts';

const name = fc.oneof(
  fc.string().filter((text) => !text.includes('\0')),
  fc.nat(9).map(String),
  fc.constant('__proto__'),
);

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.integer().map((number) => new BSON.Int32(number)),
    fc.double().map((number) => new BSON.Double(number)),
    fc.maxSafeInteger().map((number) => BSON.Long.fromNumber(number)),
    fc.constantFrom(null, true, new BSON.MinKey(), new BSON.BSONSymbol('s'), new BSON.BSONRegExp('a', 'i')),
    fc.string(),
    fc.uint8Array().map((bytes) => new BSON.Binary(bytes, 4)),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('value')),
    fc.array(fc.tuple(name, tie('value'))).map((entries) => new Map(entries)),
  ),
}));

it('serializes to the same bytes again, whatever the order and names of fields', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value)), (entries) => {
      const bytes = BSON.serialize(new Map(entries));
      expect(Buffer.from(BSON.serialize(toOrderedValues(bytes))).equals(bytes)).toBe(true);
    }),
  );
});
