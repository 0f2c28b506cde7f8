import { describe, expect, it } from 'vitest';
import { toListQuery } from '../../../src/api/docdb/list-query.ts';
import { BSON } from '../../../src/mongo/index.ts';
import { openMount } from './mount.ts';
import { problemOf } from './problem-of.ts';

describe('a list query', () => {
  it('takes the default limit of its mount', () => {
    expect(toListQuery({ ...openMount, defaultLimit: 7 }, {})).toMatchObject({
      limit: 7,
      skip: 0,
      filter: {},
      count: 'none',
    });
  });

  it('honours Extended JSON', () => {
    const { filter, filterJson } = toListQuery(openMount, { filter: '{"a": {"$numberDecimal": "1.5"}}' });
    expect(filter).toEqual({ a: BSON.Decimal128.fromString('1.5') });
    expect(filterJson).toEqual({ a: { $numberDecimal: '1.5' } });
  });
});

it.each([
  [{ filter: '{"a": ' }, 'MALFORMED_JSON', '/query/filter', /line 1 column 7/],
  [{ sort: 'name' }, 'MALFORMED_JSON', '/query/sort', /line 1 column/],
  [{ filter: '[]' }, 'INVALID_REQUEST', '/query/filter', /object/],
  [{ filter: 'null' }, 'INVALID_REQUEST', '/query/filter', /object/],
  [{ projection: '1' }, 'INVALID_REQUEST', '/query/projection', /object/],
  [{ filter: '{"$oid": "64b7f1c2a4d3e8f901234567"}' }, 'INVALID_REQUEST', '/query/filter', /object/],
  [{ filter: '{"a": {"$oid": "x"}}' }, 'INVALID_EXTENDED_JSON', '/query/filter/a', /24/],
  [{ filter: '{"a": [{"$where": "1"}]}' }, 'OPERATOR_NOT_ALLOWED', '/query/filter/a/0/$where', /\$where/],
  [{ projection: '{"a": {"$function": {}}}' }, 'OPERATOR_NOT_ALLOWED', '/query/projection/a/$function', /\$function/],
  [{ limit: 5001 }, 'INVALID_REQUEST', '/query/limit', /at most 5000/],
  [{ after: 'x', skip: 1 }, 'INVALID_REQUEST', '/query/skip', /after/],
  [{ count: 'estimated' as const, filter: '{"a": 1}' }, 'INVALID_REQUEST', '/query/count', /count=exact/],
])('%j is refused with %s at %s', (parameters, code, path, detail) => {
  const problem = problemOf(() => toListQuery(openMount, parameters));
  expect(problem).toMatchObject({ code, status: 400 });
  expect(problem.errors[0]?.path.startsWith(path)).toBe(true);
  expect(problem.detail).toMatch(detail);
});

it('estimates with an empty filter', () => {
  expect(toListQuery(openMount, { count: 'estimated', filter: '{}' }).count).toBe('estimated');
});
