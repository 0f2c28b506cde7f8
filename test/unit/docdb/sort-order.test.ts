import { describe, expect, it } from 'vitest';
import { toSortOrder } from '../../../src/api/docdb/sort-order.ts';
import { BSON } from '../../../src/mongo/index.ts';
import { problemOf } from './problem-of.ts';

describe('an order', () => {
  it('is by _id unless said', () => {
    expect(toSortOrder().sort).toEqual({ _id: 1 });
    expect(toSortOrder({}).sort).toEqual({ _id: 1 });
  });

  it('is total: _id comes last unless it is there', () => {
    expect(Object.entries(toSortOrder({ b: -1, a: 1 }).sort)).toEqual([
      ['b', -1],
      ['a', 1],
      ['_id', 1],
    ]);
    expect(Object.entries(toSortOrder({ _id: -1, a: 1 }).sort)).toEqual([
      ['_id', -1],
      ['a', 1],
    ]);
  });

  it('has a key of the fields up to _id', () => {
    expect(toSortOrder({ a: 1, _id: -1, b: 1 }).fields).toEqual([
      { path: 'a', direction: 1 },
      { path: '_id', direction: -1 },
    ]);
  });

  it('has no key when MongoDB computes it', () => {
    const order = toSortOrder({ score: { $meta: 'textScore' } });
    expect(order.sort).toEqual({ score: { $meta: 'textScore' }, _id: 1 });
    expect(order.fields).toBeUndefined();
  });

  it('takes the numbers of Extended JSON', () => {
    expect(toSortOrder({ a: BSON.Long.fromNumber(-1) }).sort).toEqual({ a: -1, _id: 1 });
  });
});

it.each([
  [{ a: 2 }, 'for a'],
  [{ a: 'asc' }, 'for a'],
  [{ a: true }, 'for a'],
  [{ a: {} }, 'for a'],
  [{ a: null }, 'for a'],
  [{ $natural: 1 }, '$natural'],
  [{ 1: 1, 0: 1 }, 'whole numbers'],
  [{ 1: 1, a: 1 }, 'whole numbers'],
])('%j is refused, naming the place', (sort, mend) => {
  const problem = problemOf(() => toSortOrder(sort));
  expect(problem).toMatchObject({ code: 'INVALID_REQUEST', errors: [{ path: '/query/sort' }] });
  expect(problem.detail).toContain(mend);
});
