import { describe, expect, it } from 'vitest';
import { createMountTable, type Mount } from '../../../src/mounts/index.ts';

function mount(id: string, scope: Pick<Mount, 'database' | 'collection'> = {}, more: Partial<Mount> = {}): Mount {
  return {
    id,
    ...scope,
    dataSource: 'own',
    methods: ['GET'],
    users: 'none',
    defaultLimit: 1000,
    maxLimit: 10_000,
    maxTimeMs: 1000,
    allowServerSideJavaScript: false,
    ...more,
  };
}

const options = { serviceDatabase: 'docgate' };
const any = mount('any');
const blog = mount('blog', { database: 'blog' });
const posts = mount('posts', { database: 'blog', collection: 'posts' });

describe('the mount of a collection', () => {
  const table = createMountTable([any, blog, posts], options);

  it('is the one with the longest scope, in whatever order they are given', () => {
    for (const mounts of [
      [any, blog, posts],
      [posts, blog, any],
    ]) {
      const { find } = createMountTable(mounts, options);
      expect(find('blog', 'posts')?.id).toBe('posts');
      expect(find('blog', 'comments')?.id).toBe('blog');
      expect(find('shop', 'posts')?.id).toBe('any');
    }
  });

  it('is none where no scope covers it', () => {
    const { find } = createMountTable([posts], options);
    expect(find('blog', 'comments')).toBeUndefined();
    expect(find('shop', 'posts')).toBeUndefined();
  });

  it.each([
    ['admin', 'things'],
    ['local', 'oplog.rs'],
    ['config', 'settings'],
    ['Admin', 'things'],
    ['docgate', 'users'],
    ['DocGate', 'users'],
    ['blog', 'system.users'],
    ['blog', 'system.buckets.weather'],
  ])('is none for %s/%s, which is never reachable', (database, collection) => {
    expect(table.find(database, collection)).toBeUndefined();
  });

  it.each([
    ['', 'things'],
    ['a.b', 'things'],
    ['a/b', 'things'],
    ['a b', 'things'],
    ['a$b', 'things'],
    ['a"b', 'things'],
    ['a\\b', 'things'],
    ['a\0', 'things'],
    ['d'.repeat(64), 'things'],
    ['ü'.repeat(32), 'things'],
    ['blog', ''],
    ['blog', 'a$b'],
    ['blog', '$cmd'],
    ['blog', 'a\0b'],
    ['blog', '.a'],
    ['blog', 'a.'],
    ['blog', 'a..b'],
    ['blog', 'c'.repeat(251)],
    ['blog', '\ud800'],
  ])('is none for the invalid name %j/%j', (database, collection) => {
    expect(table.find(database, collection)).toBeUndefined();
  });

  it.each([
    ['d'.repeat(63), 'things'],
    ['blog', 'c'.repeat(250)],
    ['blog', 'a.b'],
    ['blog', 'systems'],
    ['blog', 'my.system.users'],
    ['bücher', 'größe'],
  ])('is found for the unusual but valid name %s/%s', (database, collection) => {
    expect(table.find(database, collection)).toBeDefined();
  });
});

describe('a table cannot be made', () => {
  it('with two mounts of one scope', () => {
    expect(() => createMountTable([blog, mount('other', { database: 'blog' })], options)).toThrow(
      /blog and other both open \/docdb\/blog/,
    );
    expect(() => createMountTable([any, mount('other')], options)).toThrow(/any and other both open \/docdb:/);
  });

  it('with a collection of no database', () => {
    expect(() => createMountTable([mount('odd', { collection: 'posts' })], options)).toThrow(/odd.*no database/);
  });

  it.each([
    { database: 'admin' },
    { database: 'docgate' },
    { database: 'blog', collection: 'system.users' },
    { database: 'a b' },
  ])('with a mount of %j, which could never be reached', (scope) => {
    expect(() => createMountTable([mount('closed', scope)], options)).toThrow(/closed.*never reachable/);
  });

  it('with a default limit above the greatest one', () => {
    const odd = mount('odd', {}, { defaultLimit: 10, maxLimit: 5 });
    expect(() => createMountTable([odd], options)).toThrow(/odd.*defaultLimit \(10\).*maxLimit \(5\)/);
  });
});
