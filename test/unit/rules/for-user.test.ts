import { expect, test } from 'vitest';
import { parseRuleSet, planRead, rolesOfUser, RuleRefusal, type RuleContext } from '../../../src/rules/index.ts';
import { contextOf } from './user.ts';

const role = { name: 'owner', insert: true, delete: true, search: true, read: true, write: true };
const rulesWith = (applyWhen: object) => parseRuleSet({ roles: [{ ...role, apply_when: applyWhen }] });
const contextForUser = contextOf();
const { user } = contextForUser;
const filterOf = (rules: ReturnType<typeof rulesWith>, context: RuleContext, query: object = {}) =>
  planRead(rules, context, { filter: query as Record<string, unknown> }).filter;

test('what is known for a user is used again only for the same rules, values, environment and fields', () => {
  const owned = rulesWith({ owner: '%%values.owner' });
  const tagged = rulesWith({ owner: '%%environment.tag' });
  const of = (owner: string, tag: string): RuleContext => ({
    user,
    values: { owner },
    environment: { tag, values: {} },
  });
  for (const round of ['first', 'again']) {
    expect([round, filterOf(owned, of('a', 'x'))]).toEqual([round, { owner: { $eq: 'a' } }]);
    expect(filterOf(owned, of('b', 'x'))).toEqual({ owner: { $eq: 'b' } });
    expect(filterOf(tagged, of('b', 'x'))).toEqual({ owner: { $eq: 'x' } });
    expect(filterOf(tagged, of('b', 'y'))).toEqual({ owner: { $eq: 'y' } });
    expect(filterOf(tagged, of('b', 'y'), { _id: 1 })).toEqual({ $and: [{ _id: 1 }, { owner: { $eq: 'y' } }] });
  }
});

test('it is used again at all', () => {
  const rules = rulesWith({ owner: '%%values.owner' });
  const context: RuleContext = { user, values: { owner: 'a' } };
  expect(rolesOfUser(rules, context)).toBe(rolesOfUser(rules, context));
  expect(rolesOfUser(rules, context)).not.toBe(rolesOfUser(rules, { ...context, values: { owner: 'a' } }));
});

test('rules that speak of the request are read anew for each', () => {
  const rules = rulesWith({ '%%request.remoteIPAddress': '10.0.0.1' });
  const from = (remoteIPAddress: string) => rolesOfUser(rules, { user, request: { remoteIPAddress } });
  expect([from('10.0.0.1'), from('10.0.0.2'), from('10.0.0.1')]).toEqual([['owner'], [], ['owner']]);
});

test('no name of a field stands for two, nor for none', () => {
  const hiding = { fields: { secret: { read: false } }, additional_fields: { read: true } };
  const rules = parseRuleSet({ roles: [{ name: 'reader', apply_when: {}, ...hiding }] });
  const settings = { additionalOperators: ['$jsonSchema'] };
  const find = (filter: Record<string, unknown>) => planRead(rules, contextForUser, { filter }, settings);
  const hidden = [{ a: 1, secret: 2 }, { $jsonSchema: { required: ['secret'] } }];
  for (const filter of hidden) expect(() => find(filter)).toThrow(RuleRefusal);
  for (const filter of [{ 'a\0secret': 1 }, { 'a,secret': 1 }, {}, { a: 1 }]) find(filter);
  for (const filter of hidden) expect(() => find(filter)).toThrow(RuleRefusal);
});
