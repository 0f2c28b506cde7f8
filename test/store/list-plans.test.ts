/** How MongoDB answers a page far back in a long list: by one index in the order of the list, passing over keys and not documents. */
import { expect, it } from 'vitest';
import { ObjectId, type Document } from '../../src/mongo/index.ts';
import { migrate } from '../../src/store/migrations.ts';
import { freshStore } from './fresh-store.ts';

const orgId = new ObjectId();

it.each([
  ['all projects', {}],
  ['those of an organization', { orgId }],
  ['those of the only organization that somebody owns', { orgId: { $in: [orgId] } }],
])('%s', async (_, filter) => {
  const { db } = await freshStore();
  await migrate(db);
  const page = db.collection('projects').find(filter, { sort: { _id: 1 }, skip: 1000, limit: 101 });
  expect(stagesOf((await page.explain('queryPlanner'))['queryPlanner'].winningPlan)).toEqual([
    'LIMIT',
    'FETCH',
    'SKIP',
    'IXSCAN',
  ]);
});

it.each([
  ['all users of an app', {}, 'appId_1_userId_1'],
  ['those of a provider', { 'identities.providerType': 'custom-token' }, 'appId_1_identities.providerType_1_userId_1'],
  ['those who are to be confirmed', { pending: true }, 'appId_1_pending_1_userId_1'],
])('%s', async (_, filter, indexName) => {
  const { db } = await freshStore();
  await migrate(db);
  const appId = new ObjectId();
  const others = Array.from({ length: 200 }, (_none, n) => ({
    appId,
    userId: `${n}`,
    identityKeys: [`anon-user:${n}`],
  }));
  await db.collection('appUsers').insertMany(others);
  const page = db.collection('appUsers').find({ appId, ...filter }, { sort: { userId: 1 }, skip: 50, limit: 101 });
  const plan = JSON.stringify((await page.explain('queryPlanner'))['queryPlanner'].winningPlan);
  expect([plan.includes(`"indexName":"${indexName}"`), plan.includes('SORT')]).toEqual([true, false]);
});

function stagesOf(plan: Document): string[] {
  const { stage, inputStage, queryPlan } = plan as { stage: string; inputStage?: Document; queryPlan?: Document };
  if (queryPlan !== undefined) return stagesOf(queryPlan);
  return [stage, ...(inputStage === undefined ? [] : stagesOf(inputStage))];
}
