import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DataSources } from '../../src/mongo/index.ts';
import { parseRuleSet, planUpdate } from '../../src/rules/index.ts';
import { connectToRun, freshNamespace } from '../mongo/databases.ts';
import { contextOf } from '../unit/rules/user.ts';
import { documentsOf } from './run-plan.ts';

const rules = parseRuleSet({
  roles: [{ name: 'owner', apply_when: { owner: '%%user.id' }, read: true, write: true }],
  filters: [{ name: 'active', query: { state: 'active' } }],
});

let sources: DataSources;
beforeAll(() => {
  sources = connectToRun();
});
afterAll(() => sources.close());

test('an upsert makes what the user asked for, and leaves alone what the user does not find', async () => {
  const source = sources.get('main');
  const namespace = freshNamespace();
  await source.insertMany(namespace, [{ _id: 1, name: 'a', owner: 'u2', state: 'active' }]);
  const query = { filter: { name: 'a', tags: { $in: ['x'] } }, update: { $set: { owner: 'u1' } }, upsert: true };
  const { filter, upsert, findsNothing } = planUpdate(rules, contextOf(), query);
  expect(findsNothing).toBe(false);
  expect(documentsOf((await source.find(namespace, { filter })).firstBatch)).toEqual([]);
  await source.updateOne(namespace, upsert?.filter ?? {}, query.update, { upsert: true });
  const { firstBatch } = await source.find(namespace, { filter: {}, projection: { _id: 0 }, sort: { owner: 1 } });
  // MongoDB takes the only element of `$in` for a value.
  const made = documentsOf(firstBatch)[0] ?? {};
  expect(made).toMatchObject({ name: 'a', owner: 'u1' });
  expect(made).not.toHaveProperty('state');
  expect(documentsOf(firstBatch)[1]).toEqual({ name: 'a', owner: 'u2', state: 'active' });
  expect(() => upsert?.check(made)).not.toThrow();
  expect(() => upsert?.check({ ...made, owner: 'u2' })).toThrow('insert not permitted');
});
