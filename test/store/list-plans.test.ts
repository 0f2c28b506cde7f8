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

function stagesOf(plan: Document): string[] {
  const { stage, inputStage, queryPlan } = plan as { stage: string; inputStage?: Document; queryPlan?: Document };
  if (queryPlan !== undefined) return stagesOf(queryPlan);
  return [stage, ...(inputStage === undefined ? [] : stagesOf(inputStage))];
}
