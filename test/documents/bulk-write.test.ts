import { expect, test } from 'vitest';
import { system, testCollection } from './collection.ts';
import { owner } from './rules.ts';

const { as, content, fill } = testCollection();

test('all operations share one deadline', async () => {
  await fill({ _id: 1 });
  const slowly = (ms: number, change: object) => ({
    updateOne: { filter: { $where: `sleep(${ms}); return true` }, update: { $set: change } },
  });
  const operations = [slowly(1, { first: true }), slowly(10_000, { second: true }), slowly(100, { third: true })];
  const bulk = as(system, { maxTimeMs: 1000 }).bulkWrite(operations, { ordered: false });
  await expect(bulk).rejects.toMatchObject({
    code: 'DATABASE_TIMEOUT',
    detail: expect.stringMatching(/^operation 2 of 3: /) as string,
  });
  expect(await content()).toEqual([{ _id: 1, first: true }]);
});

test.each([true, false])('it ends with whoever asked, and what is done stays (in order: %s)', async (ordered) => {
  const leaving = new AbortController();
  const insert = (_id: number) => ({ insertOne: { document: { _id, owner: 'a' } } });
  const leave = {
    get insertOne() {
      leaving.abort(new Error('gone'));
      return { document: { owner: 'b' } };
    },
  };
  const of = as('a', { rules: owner, signal: leaving.signal });
  await expect(of.bulkWrite([insert(1), leave, insert(3)], { ordered })).rejects.toThrow('gone');
  expect(await content()).toEqual([{ _id: 1, owner: 'a' }]);
});
