import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, inject, test } from 'vitest';
import { one, system, testCollection } from './collection.ts';
import { owner, perDocument } from './rules.ts';

const { as, content, fill, namespace, source } = testCollection();

/** Before the transaction, as it begins, with its one command, and when that is done. */
const beforeCommit = 4;

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

test.each([
  ['an update of many that looks at each', 'perDocument', 'update', 12],
  ['an update of many in one command', 'owner', 'update', beforeCommit],
  ['a deletion of many in one command', 'owner', 'delete', beforeCommit],
])('killed in the middle, %s leaves nothing', async (_title, rules, write, looks) => {
  await fill(...Array.from({ length: 3000 }, (_, _id) => ({ _id, owner: 'a', n: 0 })));
  const script = new URL('update-until-killed.ts', import.meta.url).pathname;
  const { database, collection } = namespace();
  const args = [script, inject('mongodbUri'), database, collection, rules, write, String(looks)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  expect(await content({ n: 0 })).toHaveLength(3000);
  // It had written: MongoDB still keeps the document for it.
  const next = as(system, { maxTimeMs: 300 }).updateOne({ _id: 0 }, { $inc: { n: 1 } });
  await expect(next).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT' });
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

test('one command waits for what another holds no longer than it may, and then leaves nothing', async () => {
  await fill({ _id: 1, owner: 'a', n: 0 }, { _id: 2, owner: 'a', n: 0, second: true });
  await source().transaction(async ({ session, collection }) => {
    await collection(namespace()).updateOne({ second: true }, { $set: { held: true } }, { session });
    const of = as('a', { rules: owner, maxTimeMs: 500 });
    await expect(of.updateMany({}, { $inc: { n: 1 } })).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT' });
  });
  expect(await content()).toEqual([
    { _id: 1, owner: 'a', n: 0 },
    { _id: 2, owner: 'a', n: 0, second: true, held: true },
  ]);
});
