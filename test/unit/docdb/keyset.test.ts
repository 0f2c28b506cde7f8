import { describe, expect, it } from 'vitest';
import { isComparable } from '../../../src/api/docdb/bson-order.ts';
import { keyRange } from '../../../src/api/docdb/keyset.ts';
import { sortKeyOf } from '../../../src/api/docdb/sort-key.ts';
import { BSON } from '../../../src/mongo/index.ts';

const byId = [{ path: '_id', direction: 1 }] as const;
const byName = [{ path: 'name', direction: 1 }, ...byId] as const;

describe('the range after a key', () => {
  it('is the rest of the type, then the types behind it', () => {
    const [sameType, furtherTypes] = keyRange(byId, [5], undefined);
    expect(sameType).toMatchObject({ $and: [{ _id: { $gt: 5 } }, { $nor: expect.anything() as unknown }] });
    expect(furtherTypes).toMatchObject({
      $and: [{ _id: { $type: expect.arrayContaining(['string', 'maxKey']) as unknown } }, {}],
    });
  });

  it('begins with the documents that are equal but for their _id', () => {
    const [first, second, third] = keyRange(byName, ['joe', 5], undefined).map(
      (query) => (query['$and'] as unknown[])[0],
    );
    expect(first).toEqual({ $and: [{ name: { $eq: 'joe' } }, { _id: { $gt: 5 } }] });
    expect(second).toMatchObject({
      $and: [{ name: { $eq: 'joe' } }, { _id: { $type: expect.anything() as unknown } }],
    });
    expect(third).toEqual({ name: { $gt: 'joe' } });
  });

  it('is everything without a key', () => {
    expect(keyRange(byName, undefined, undefined)).toEqual([{}]);
  });

  it('is nothing after the greatest _id', () => {
    expect(keyRange(byId, [new BSON.MaxKey()], undefined)).toEqual([]);
  });
});

describe('the key of a document', () => {
  /** As a server before 5.2, which cannot sort an array. */
  const reader = { firstOf: async () => undefined };
  const keyOf = async (document: object) => {
    const fields = [
      { path: 'a.b', direction: 1 },
      { path: '_id', direction: 1 },
    ] as const;
    return (await sortKeyOf(reader, BSON.serialize(document), fields))?.values;
  };

  it('has null for what is missing', async () => {
    expect(await keyOf({ _id: 1 })).toEqual([null, new BSON.Int32(1)]);
    expect(await keyOf({ _id: 1, a: 5 })).toEqual([null, new BSON.Int32(1)]);
    expect(await keyOf({ _id: 1, a: { b: 'x' } })).toEqual(['x', new BSON.Int32(1)]);
    expect(await keyOf({ _id: 1, a: { b: [] } })).toEqual([[], new BSON.Int32(1)]);
  });

  it.each([
    { a: [] },
    { a: [{ b: 1 }] },
    { a: { b: [1] } },
    { a: { b: /x/ } },
    { a: { b: { $oid: 'x' } } },
    { a: { b: [{ $oid: 'x' }] } },
    { a: { b: 'x'.repeat(4000) } },
  ])('cannot be told of %j', async (fields) => {
    expect(await keyOf({ _id: 1, ...fields })).toBeUndefined();
  });

  it.each([undefined, [1], new BSON.BSONRegExp('a'), new BSON.Code('x'), new Date(Number.NaN)])(
    'cannot hold %s',
    (value) => {
      expect(isComparable(value)).toBe(false);
    },
  );
});
