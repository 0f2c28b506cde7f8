import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nextLink } from '../../../src/api/docdb/next-link.ts';
import { signPageToken, verifyPageToken } from '../../../src/api/docdb/page-token.ts';
import { problemOf } from './problem-of.ts';

const key = createSecretKey(Buffer.alloc(32, 1));
const context = {
  dataSource: 'own',
  database: 'blog',
  collection: 'posts',
  filter: { a: 1 },
  sort: [
    ['a', 1],
    ['_id', 1],
  ],
};
const token = signPageToken(key, context, ['"x"', '{"$numberInt":"1"}']);

describe('a page token', () => {
  it('carries the sort key, and goes into a URL as it is', () => {
    expect(token).toMatch(/^[\w-]+$/);
    expect(verifyPageToken(key, context, token)).toEqual(['"x"', '{"$numberInt":"1"}']);
  });

  it.each([
    ['dataSource', { ...context, dataSource: 'other' }],
    ['database', { ...context, database: 'shop' }],
    ['collection', { ...context, collection: 'comments' }],
    ['filter', { ...context, filter: { a: 2 } }],
    ['filter', { ...context, filter: {} }],
    ['sort', { ...context, sort: [['_id', 1]] }],
    ['sort', { ...context, sort: context.sort.toReversed() }],
  ])('is good for no other %s', (_what, other) => {
    expect(problemOf(() => verifyPageToken(key, other, token))).toMatchObject({
      code: 'INVALID_PAGE_TOKEN',
      status: 400,
      errors: [{ path: '/query/after' }],
    });
  });

  it('is not good under another key', () => {
    expect(problemOf(() => verifyPageToken(createSecretKey(Buffer.alloc(32, 2)), context, token)).code).toBe(
      'INVALID_PAGE_TOKEN',
    );
  });

  it('is not good when a character has been changed, added or taken away', () => {
    const changed = token
      .split('')
      .map((character, at) => token.slice(0, at) + (character === 'A' ? 'B' : 'A') + token.slice(at + 1));
    for (const bad of [
      ...changed,
      `${token}A`,
      `${token}=`,
      `${token} `,
      token.slice(1),
      token.slice(0, -1),
      '',
      'x',
      '🙂',
    ]) {
      expect(problemOf(() => verifyPageToken(key, context, bad)).code).toBe('INVALID_PAGE_TOKEN');
    }
  });
});

describe('the link to the next page', () => {
  it.each([
    ['/docdb/a/b', '/docdb/a/b?after=T'],
    ['/docdb/a/b?limit=2', '/docdb/a/b?limit=2&after=T'],
    ['/docdb/a/b?after=old&limit=2', '/docdb/a/b?limit=2&after=T'],
    ['/docdb/a/b?skip=5&limit=2', '/docdb/a/b?limit=2&after=T'],
    ['/docdb/a/b?%61fter=old&filter=%7B%7D&s=a+b', '/docdb/a/b?filter=%7B%7D&s=a+b&after=T'],
    [
      '/docdb/a/b?sort={"a":1}?&filter={"a":{"$x":"<>"}}',
      '/docdb/a/b?sort={%22a%22:1}?&filter={%22a%22:{%22$x%22:%22%3C%3E%22}}&after=T',
    ],
  ])('of %s is %s', (target, next) => {
    expect(nextLink(target, 'T')).toBe(`<${next}>; rel="next"`);
  });
});
