import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, inject, test } from 'vitest';
import { one, system, testCollection } from './collection.ts';
import { owner, perDocument } from './rules.ts';

const { as, content, fill, namespace } = testCollection();

const times = <Result>(count: number, work: (index: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

test('updates at the same time lose nothing and double nothing', async () => {
  await fill(...Array.from({ length: 30 }, (_, _id) => ({ _id, owner: 'a', n: 0 })));
  const results = await times(6, () => as('a', { rules: perDocument }).updateMany({}, { $inc: { n: 1 } }));
  expect(results).toEqual(results.map(() => ({ matchedCount: 30, modifiedCount: 30 })));
  expect(await content({ n: 6 })).toHaveLength(30);
});

test('a document that is given away meanwhile is written no more', async () => {
  await fill(...Array.from({ length: 40 }, (_, _id) => ({ _id, owner: 'a', n: 0 })));
  const giveAway = (_id: number) => as(system, {}).updateOne({ _id }, [{ $set: { owner: 'b', nThen: '$n' } }]);
  const increase = async (): Promise<void> => {
    for (const rules of [perDocument, owner, perDocument]) await as('a', { rules }).updateMany({}, { $inc: { n: 1 } });
  };
  await Promise.all([increase(), increase(), times(20, (index) => giveAway(index * 2))]);
  const given = (await content({ owner: 'b' })) as { n: number; nThen: number }[];
  expect(given).toHaveLength(20);
  expect(given.map(({ n }) => n)).toEqual(given.map(({ nThen }) => nThen));
  expect(await content({ owner: 'a', n: 6 })).toHaveLength(20);
});

test('upserts of one _id at the same time make one document', async () => {
  const upsert = () =>
    as('a', { rules: perDocument }).updateOne(
      { _id: 'counter' },
      { $inc: { n: 1 }, $setOnInsert: { owner: 'a' } },
      { upsert: true },
    );
  const results = await times(6, upsert);
  expect(results.filter(({ upsertedId }) => upsertedId !== undefined)).toHaveLength(1);
  expect(await content()).toEqual([{ _id: 'counter', owner: 'a', n: 6 }]);
});

test('each of many who take one has another', async () => {
  await fill(...Array.from({ length: 6 }, (_, _id) => ({ _id, owner: 'a' })));
  const take = async (by: number) => {
    const filter = { by: { $exists: false } };
    return one(await as('a', { rules: perDocument }).findOneAndUpdate(filter, { $set: { by } }));
  };
  const taken = (await times(6, take)) as { _id: number }[];
  expect(new Set(taken.map(({ _id }) => _id)).size).toBe(6);
});

test('killed in the middle, an update of many leaves nothing', async () => {
  await fill(...Array.from({ length: 3000 }, (_, _id) => ({ _id, owner: 'a', n: 0 })));
  const script = new URL('update-until-killed.ts', import.meta.url).pathname;
  const { database, collection } = namespace();
  const child = spawn(process.execPath, [script, inject('mongodbUri'), database, collection], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === 9) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  expect(lines).not.toContain('done');
  expect(await content({ n: 0 })).toHaveLength(3000);
});

test('whoever goes away, or takes too long, has changed nothing', async () => {
  await fill(...Array.from({ length: 500 }, (_, _id) => ({ _id, owner: 'a', n: 0 })));
  const signal = AbortSignal.abort(new Error('gone'));
  const rules = perDocument;
  await expect(as('a', { rules, signal }).updateMany({}, { $inc: { n: 1 } })).rejects.toThrow('gone');
  await expect(as('a', { rules, maxTimeMs: 1 }).updateMany({}, { $inc: { n: 1 } })).rejects.toMatchObject({
    code: 'DATABASE_TIMEOUT',
  });
  expect(await content({ n: 0 })).toHaveLength(500);
});
