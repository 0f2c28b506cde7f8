import { afterEach, describe, expect, it } from 'vitest';
import type { Db } from '../../src/mongo/index.ts';
import { openChangeFeed, type ChangeFeed, type ChangeFeedOptions } from '../../src/store/index.ts';
import { freshStore } from './fresh-store.ts';

const log = { info: () => undefined, warn: () => undefined };
const soon = { timeout: 15_000, interval: 20 };

let feed: ChangeFeed | undefined;
afterEach(() => feed?.close());

interface Thing {
  readonly _id: string;
}

/** Follows the collection `things` of a fresh database. → what was read last */
async function follow(more: Partial<ChangeFeedOptions> = {}) {
  const { db } = await freshStore();
  await db.createCollection('things');
  const seen: { things: string[]; readings: number } = { things: [], readings: 0 };
  const follower = {
    collections: ['things'],
    async reread(settled: Db) {
      const things = await settled.collection<Thing>('things').find().sort({ _id: 1 }).toArray();
      seen.things = things.map(({ _id }) => _id);
      seen.readings += 1;
    },
  };
  const add = async (_id: string): Promise<void> =>
    void (await db.collection<Thing>('things').insertOne({ _id }, { writeConcern: { w: 'majority' } }));
  await add('first');
  feed = await openChangeFeed({ db, changeStreams: true, followers: [follower], log, pauseMs: 100, ...more });
  return { db, seen, add };
}

describe('the change feed', () => {
  it('has read everything when it opens, and reads again after a change', async () => {
    const { seen, add } = await follow({ pauseMs: 60_000 });
    expect(seen.things).toEqual(['first']);
    await add('second');
    await expect.poll(() => seen.things, soon).toEqual(['first', 'second']);
  });

  it('leaves other collections alone', async () => {
    const { db, seen, add } = await follow({ pauseMs: 60_000 });
    for (let count = 0; count < 20; count++) await db.collection('others').insertOne({});
    await add('second');
    await expect.poll(() => seen.things, soon).toEqual(['first', 'second']);
    expect(seen.readings).toBeLessThanOrEqual(3);
  });

  it('reads many changes together, and misses none', async () => {
    const { seen, add } = await follow({ pauseMs: 60_000 });
    const names = Array.from({ length: 50 }, (_, index) => `more ${String(index).padStart(2, '0')}`);
    await Promise.all(names.map(add));
    await expect.poll(() => seen.things, soon).toEqual(['first', ...names]);
  });

  it('reads everything again when its stream has ended', async () => {
    const { db, seen, add } = await follow();
    await db.dropDatabase();
    await expect.poll(() => seen.things, soon).toEqual([]);
    await add('anew');
    await expect.poll(() => seen.things, soon).toEqual(['anew']);
  });

  it('looks now and then where there are no streams', async () => {
    const { seen, add } = await follow({ changeStreams: false });
    await add('second');
    await expect.poll(() => seen.things, soon).toEqual(['first', 'second']);
  });

  it.each([{ changeStreams: true }, { changeStreams: false }])(
    'goes on after a reading that failed: %j',
    async (kind) => {
      let failing = 0;
      const { db } = await freshStore();
      const { promise: read, resolve } = Promise.withResolvers<void>();
      const follower = {
        collections: ['things'],
        async reread(settled: Db) {
          if ((await settled.collection('things').countDocuments()) === 0) return;
          if ((failing += 1) < 3) throw new Error('not yet');
          resolve();
        },
      };
      feed = await openChangeFeed({ db, followers: [follower], log, pauseMs: 20, ...kind });
      await db.collection('things').insertOne({});
      await read;
    },
  );

  it('is an error when the first reading is', async () => {
    const { db } = await freshStore();
    const follower = { collections: ['things'], reread: () => Promise.reject(new Error('unreadable')) };
    await expect(openChangeFeed({ db, changeStreams: true, followers: [follower], log })).rejects.toThrow('unreadable');
  });
});
