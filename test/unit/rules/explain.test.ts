import { expect, test } from 'vitest';
import { explainRules, parseRuleSet } from '../../../src/rules/index.ts';
import { contextOf } from './user.ts';

const rules = parseRuleSet({
  roles: [
    { name: 'server', apply_when: { '%%user.type': 'server' }, read: true },
    { name: 'checked', apply_when: { '%%true': { '%function': { name: 'isChecked' } } }, read: true },
    {
      name: 'owner',
      apply_when: { '%or': [{ owner: '%%user.id' }, { editors: '%%user.id' }] },
      document_filters: { read: { archived: { $ne: true } }, write: false },
      fields: { owner: { read: true }, title: { read: true, write: true } },
    },
  ],
  filters: [
    { name: 'org', apply_when: { '%%user.custom_data.isAdmin': true }, query: { org: '%%user.custom_data.org' } },
    { name: 'guests', apply_when: { '%%user.type': 'server' }, query: { public: true }, projection: { secret: 0 } },
  ],
});
const user = contextOf({ org: 'acme' });

test('which filters and roles apply to a user', () => {
  const { filters, roles, read, document, functions } = explainRules(rules, user);
  expect(functions).toEqual(['isChecked']);
  const byQuery = { decidedBy: 'query', failures: [] };
  expect(filters).toEqual([
    { name: 'org', applies: true, query: { org: { $eq: 'acme' } }, projection: undefined, ...byQuery },
    { name: 'guests', applies: false, query: { public: { $eq: true } }, projection: { secret: false }, ...byQuery },
  ]);
  expect(roles.map(({ name, applies }) => [name, applies])).toEqual([
    ['server', 'never'],
    ['checked', 'never'],
    ['owner', 'by document'],
  ]);
  expect(read).toMatchObject({ decidedBy: 'query', findsNothing: false, projection: { owner: 1, title: 1, _id: 0 } });
  expect(document).toBeUndefined();
});

test('what a document shows, and whose it is', () => {
  const { roles, document } = explainRules(rules, user, { _id: 1, owner: 'u1', title: 't', secret: 1 });
  expect(roles.map(({ appliesToDocument }) => appliesToDocument)).toEqual([false, false, true]);
  expect(document).toMatchObject({ role: 'owner', isFound: true, seen: { owner: 'u1', title: 't' }, readFailures: [] });
  expect(document?.insert).toMatchObject({ refused: 'insert not permitted', reason: expect.stringContaining('owner') });
});

test('why no role applies', () => {
  const { roles, document } = explainRules(rules, user, { owner: 'u2' });
  expect(document).toMatchObject({ role: undefined, isFound: false, seen: undefined });
  expect(roles.map(({ failures }) => failures)).toEqual([
    [
      {
        pointer: '/roles/0/apply_when/%%user.type',
        condition: '%%user.type eq "server"',
        expected: true,
        left: ['normal'],
        right: ['server'],
      },
    ],
    [{ pointer: '/roles/1/apply_when/%%true', condition: 'true eq %function(isChecked)', expected: true }],
    [
      {
        pointer: '/roles/2/apply_when/%or/0/owner',
        condition: 'owner eq %%user.id',
        expected: true,
        left: ['u2'],
        right: ['u1'],
      },
      {
        pointer: '/roles/2/apply_when/%or/1/editors',
        condition: 'editors eq %%user.id',
        expected: true,
        left: [],
        right: ['u1'],
      },
    ],
  ]);
});

test('why a document of a role is not shown', () => {
  const onlyOwn = parseRuleSet({
    roles: [
      {
        name: 'all',
        apply_when: {},
        document_filters: { read: { a: { $gt: 1 } }, write: false },
        read: { '%not': { locked: true } },
      },
    ],
  });
  const { document } = explainRules(onlyOwn, user, { a: 1, locked: true });
  expect(document?.isFound).toBe(false);
  expect(document?.readFailures).toMatchObject([
    { pointer: '/roles/0/document_filters/read/a/$gt', condition: 'a gt 1', left: [1] },
    { pointer: '/roles/0/read/%not/locked', condition: 'locked eq true', expected: false, left: [true] },
  ]);
});

test('a pattern of a filter is asked of the document', () => {
  const named = parseRuleSet({
    roles: [{ name: 'all', apply_when: {}, read: true, write: true }],
    filters: [
      { name: 'f', query: { org: '%%user.custom_data.org', name: { $regex: '^a', $options: 'i' } } },
      { name: 'g', apply_when: { '%%user.type': 'server' }, query: { name: { $regex: '^never$' } } },
    ],
  });
  const query = { $and: [{ org: { $eq: 'acme' } }, { name: { $type: ['string', 'symbol', 'regex'] } }] };
  const found = explainRules(named, user, { name: 'Ann' });
  expect(found.filters[0]).toMatchObject({ name: 'f', query, decidedBy: 'documents', failures: [] });
  expect(found.read).toMatchObject({ filter: query, decidedBy: 'documents' });
  expect(found.document).toMatchObject({ role: 'all', isFound: true, seen: { name: 'Ann' }, delete: 'permitted' });
  const { filters, document } = explainRules(named, user, { name: 'Bob' });
  expect(filters[0]?.failures).toMatchObject([
    {
      pointer: '/filters/0/query/name/$regex',
      condition: 'name matches {"$regularExpression":{"pattern":"^a","options":"i"}}',
      expected: true,
      left: ['Bob'],
    },
  ]);
  expect(document).toMatchObject({ role: 'all', isFound: false, seen: undefined, readFailures: [] });
  expect(document).toMatchObject({ insert: 'permitted', delete: { reason: expect.stringContaining('filter') } });
});

test('filters that exclude each other, and the system', () => {
  const both = parseRuleSet({
    roles: [{ name: 'all', apply_when: {}, read: true }],
    filters: [
      { name: 'f', projection: { a: 1 } },
      { name: 'g', projection: { b: 0 } },
    ],
  });
  expect(explainRules(both, user).read).toMatchObject({ refused: expect.any(String), reason: expect.any(String) });
  expect(explainRules(both, contextOf({}, 'system'), { a: 1 })).toMatchObject({
    isSystem: true,
    roles: [],
    document: { isFound: true, seen: { a: 1 }, insert: 'permitted', delete: 'permitted' },
  });
});
