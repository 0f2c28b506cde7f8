/** How requests leave the log, and how MongoDB finds those that are asked for. */
import { expect, it, test } from 'vitest';
import { ObjectId, type Document, type Filter } from '../../src/mongo/index.ts';
import { prepareStore, type RequestRecord } from '../../src/store/index.ts';
import { migrate } from '../../src/store/migrations.ts';
import { requests } from '../../src/store/requests.ts';
import { freshStore, prepareOptions } from './fresh-store.ts';

const daySeconds = 24 * 60 * 60;

test('requests expire by their time, after as many days as the last start said', async () => {
  const options = await prepareOptions({ requestLogDays: 3 });
  const kept = async () =>
    (await requests(options.db).indexes()).find(({ key }) => 'time' in key && Object.keys(key).length === 1)
      ?.expireAfterSeconds;
  await prepareStore(options);
  expect(await kept()).toBe(3 * daySeconds);
  await prepareStore({ ...options, requestLogDays: 30 });
  expect(await kept()).toBe(30 * daySeconds);
  await prepareStore({ ...options, requestLogDays: 0 });
  expect(await kept()).toBe(30 * daySeconds);
});

const groupId = new ObjectId();

it.each<[string, Filter<RequestRecord>]>([
  ['all of a project', { groupId }],
  ['those of an app', { groupId, appId: new ObjectId() }],
  ['a class of statuses in a time', { groupId, status: { $gte: 500, $lt: 600 }, time: { $gte: new Date(0) } }],
  ['an operation', { groupId, operationId: 'find' }],
  ['a user', { groupId, userId: 'x' }],
  ['a request by its id', { groupId, requestId: 'x' }],
])('%s: an index in the order of the list', async (_, filter) => {
  const { db } = await freshStore();
  await migrate(db);
  const page = requests(db).find(filter, { sort: { time: -1, _id: -1 }, limit: 101 });
  const stages = stagesOf((await page.explain('queryPlanner'))['queryPlanner'].winningPlan);
  expect(stages).toContain('IXSCAN');
  expect(stages).not.toContain('SORT');
});

function stagesOf(plan: Document): string[] {
  const { stage, inputStage, queryPlan } = plan as { stage: string; inputStage?: Document; queryPlan?: Document };
  if (queryPlan !== undefined) return stagesOf(queryPlan);
  return [stage, ...(inputStage === undefined ? [] : stagesOf(inputStage))];
}
