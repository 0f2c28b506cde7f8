import { describe, expect, it } from 'vitest';
import { withSortFields } from '../../../src/api/docdb/projection.ts';
import { toSortOrder } from '../../../src/api/docdb/sort-order.ts';
import { BSON, type Document } from '../../../src/mongo/index.ts';

function widen(projection: Document, sort: Document) {
  return withSortFields(projection, toSortOrder(sort).fields ?? []);
}

describe('a projection that keeps the sort key', () => {
  it.each<[Document, Document]>([
    [{}, { a: 1 }],
    [{ a: 1 }, { a: 1 }],
    [{ a: true, b: 1 }, { 'a.b': 1 }],
    [{ 'a.b': 1 }, { 'a.b': 1 }],
    [{ b: 0 }, { a: 1 }],
    [{ b: { $slice: 1 } }, {}],
    [{ _id: 1 }, {}],
    [{ b: '$c' }, {}],
  ])('%j is left as it is for %j', (projection, sort) => {
    expect(widen(projection, sort)).toEqual({ projection, hide: [] });
  });
});

describe('a projection that lacks the sort key', () => {
  it.each<[Document, Document, Document, string[]]>([
    [{ _id: 0, name: 1 }, {}, { name: 1 }, ['_id']],
    [{ _id: 0 }, {}, {}, ['_id']],
    [{ _id: new BSON.Int32(0), name: 1 }, {}, { name: 1 }, ['_id']],
    [{ _id: false, b: '$c' }, {}, { b: '$c' }, ['_id']],
    [{ name: 1 }, { a: 1 }, { name: 1, a: 1 }, ['a']],
    [{ name: 1 }, { 'a.b': 1, 'a.c': 1 }, { name: 1, 'a.b': 1, 'a.c': 1 }, ['a']],
    [{ _id: 0, name: 1 }, { a: 1 }, { name: 1, a: 1 }, ['a', '_id']],
    [{ a: 0, b: 0 }, { a: 1 }, { b: 0 }, ['a']],
    [{ a: 0 }, { 'a.b': 1 }, {}, ['a']],
    [{ _id: 1 }, { a: 1 }, { _id: 1, a: 1 }, ['a']],
  ])('%j for %j becomes %j and hides %j', (projection, sort, widened, hide) => {
    expect(widen(projection, sort)).toEqual({ projection: widened, hide });
  });
});

describe('a projection cannot be widened', () => {
  it.each<[string, Document, Document]>([
    ['when another part of the field is asked for', { 'a.c': 1 }, { 'a.b': 1 }],
    ['when a part of the field is left out', { 'a.b': 0 }, { 'a.b': 1 }],
    ['when the field is computed', { a: '$b' }, { a: 1 }],
    ['when the field is cut', { a: { $slice: 1 } }, { a: 1 }],
    ['when _id is computed', { _id: '$b', a: 1 }, { a: 1 }],
    ['when nobody but MongoDB knows whether other fields are in', { b: '$c' }, { a: 1 }],
  ])('%s', (_why, projection, sort) => {
    expect(widen(projection, sort)).toBeUndefined();
  });
});
