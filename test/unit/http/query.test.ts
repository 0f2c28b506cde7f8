import { describe, expect, it } from 'vitest';
import { decodeParameters, parseQuery } from '../../../src/http/query.ts';
import { Problem } from '../../../src/problem/index.ts';

describe('parseQuery', () => {
  it.each([
    ['', {}],
    ['a=1&b=2', { a: '1', b: '2' }],
    ['a=1&a=2&a=3', { a: ['1', '2', '3'] }],
    ['filter=%7B%22n%22%3A%22a%20b%22%7D', { filter: '{"n":"a b"}' }],
    ['filter={"n":"a+b:c"}', { filter: '{"n":"a b:c"}' }],
    ['flag&&x=', { flag: '', x: '' }],
    ['a=b=c', { a: 'b=c' }],
  ])('%s', (search, expected) => {
    expect({ ...parseQuery(search) }).toEqual(expected);
  });

  it('keeps __proto__ as a plain name', () => {
    const query = parseQuery('__proto__=x');
    expect(Object.keys(query)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf({})).not.toHaveProperty('x');
  });

  it.each(['a=%', 'a=%zz', '%ff=1', 'a=%e2%28%a1'])('refuses %s', (search) => {
    expect(() => parseQuery(search)).toThrow(Problem);
  });
});

describe('decodeParameters', () => {
  it('decodes each segment by itself', () => {
    expect(decodeParameters({ id: '%7B%22a%22%3A%2F%7D', c: 'x+y' })).toEqual({ id: '{"a":/}', c: 'x+y' });
  });
});
