import { describe, expect, it } from 'vitest';
import { mountDefaults } from '../../src/config/index.ts';
import { ObjectId } from '../../src/mongo/index.ts';
import { createStore, listDocdbMounts, prepareStore, type NewDocdbMount } from '../../src/store/index.ts';
import { prepareOptions } from './fresh-store.ts';

function mount(path: string, more: Partial<NewDocdbMount> = {}): NewDocdbMount {
  const [, , database, collection] = path.split('/');
  const scope = { ...(database !== undefined && { database }), ...(collection !== undefined && { collection }) };
  return { ...mountDefaults, ...scope, users: [{ username: 'u', passwordHash: '$scrypt$…' }], path, ...more };
}

describe.each([{ transactions: true }, { transactions: false }])(
  'the mounts of the config file, $transactions',
  ({ transactions }) => {
    it('are read back as they were written', async () => {
      const options = await prepareOptions({
        transactions,
        mounts: [mount('/docdb/d/c', { users: 'none', methods: ['GET'] }), mount('/docdb')],
      });
      await prepareStore(options);
      const [first, second] = (await listDocdbMounts(options.db)).toSorted((a, b) =>
        String(b.database).localeCompare(String(a.database)),
      );
      const { path: _path, ...wide } = mount('/docdb');
      expect(first).toEqual({ ...wide, id: expect.stringMatching(/^[0-9a-f]{24}$/) as string });
      expect(second).toMatchObject({ database: 'd', collection: 'c', users: 'none', methods: ['GET'] });
    });

    it('take the place of the former ones; what stays keeps its id', async () => {
      const options = await prepareOptions({ transactions, mounts: [mount('/docdb/a'), mount('/docdb/b')] });
      await prepareStore(options);
      const idOf = async (database: string) =>
        (await listDocdbMounts(options.db)).find((one) => one.database === database)?.id;
      const kept = await idOf('b');
      await prepareStore({ ...options, mounts: [mount('/docdb/b', { maxLimit: 7 }), mount('/docdb/c')] });
      expect((await listDocdbMounts(options.db)).map(({ database, maxLimit }) => [database, maxLimit])).toEqual(
        expect.arrayContaining([
          ['b', 7],
          ['c', 1_000_000],
        ]),
      );
      expect(await createStore(options.db, options).docdbMounts.countDocuments()).toBe(2);
      expect(await idOf('b')).toBe(kept);
    });

    it('leave those of the admin API alone, and may not stand on their paths', async () => {
      const options = await prepareOptions({ transactions });
      await prepareStore(options);
      const store = createStore(options.db, options);
      await store.docdbMounts.insertOne({ _id: new ObjectId(), origin: 'api', ...mount('/docdb/a') });
      await prepareStore({ ...options, mounts: [mount('/docdb/b')] });
      expect(
        (await store.docdbMounts.find().sort({ path: 1 }).toArray()).map(({ path, origin }) => [path, origin]),
      ).toEqual([
        ['/docdb/a', 'api'],
        ['/docdb/b', 'config'],
      ]);
      await expect(prepareStore({ ...options, mounts: [mount('/docdb/a')] })).rejects.toThrow('made by the admin API');
    });
  },
);
