import { describe, expect, it } from 'vitest';
import { withLock } from '../../src/store/locks.ts';
import { migrate } from '../../src/store/migrations.ts';
import { prepareStore } from '../../src/store/index.ts';
import { freshStore, prepareOptions } from './fresh-store.ts';

describe('migrations', () => {
  it('run in order, once', async () => {
    const { db } = await freshStore();
    const ran: string[] = [];
    const step = (id: string) => ({ id, up: async () => void ran.push(id) });
    expect(await migrate(db, [step('1'), step('2')])).toEqual(['1', '2']);
    expect(await migrate(db, [step('1'), step('2'), step('3')])).toEqual(['3']);
    expect(ran).toEqual(['1', '2', '3']);
  });

  it('that failed run again, and those before them do not', async () => {
    const { db } = await freshStore();
    const ran: string[] = [];
    let broken = true;
    const good = { id: '1', up: async () => void ran.push('1') };
    const bad = {
      id: '2',
      up: async () => {
        ran.push('2');
        if (broken) throw new Error('crash');
      },
    };
    await expect(migrate(db, [good, bad])).rejects.toThrow('crash');
    broken = false;
    expect(await migrate(db, [good, bad])).toEqual(['2']);
    expect(ran).toEqual(['1', '2', '2']);
  });

  it('of a newer docgate are refused with the mend', async () => {
    const { db } = await freshStore();
    await migrate(db, [{ id: '9999-future', up: async () => undefined }]);
    await expect(migrate(db)).rejects.toThrow('newer docgate (9999-future)');
  });

  it('make the indexes that decide conflicts', async () => {
    const options = await prepareOptions();
    await prepareStore(options);
    const unique = async (name: string) =>
      (await options.db.collection(name).indexes()).filter((index) => index.unique).map(({ key }) => key);
    expect(await unique('apiKeys')).toEqual([{ publicKey: 1 }]);
    expect(await unique('projects')).toEqual([{ orgId: 1, name: 1 }]);
    expect(await unique('docdbMounts')).toEqual([{ path: 1 }]);
  });
});

describe('the lock', () => {
  it('lets one in at a time', async () => {
    const { db } = await freshStore();
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, (inside += 1));
      await db.command({ ping: 1 });
      inside -= 1;
    };
    await Promise.all(['a', 'b', 'c', 'd'].map((place) => withLock(db, 'test', place, work)));
    expect(most).toBe(1);
  });

  it('of a holder that died goes to its successor in the same place at once, and to others when it has run out', async () => {
    const { db } = await freshStore();
    const locks = db.collection<{ _id: string; holder: string; place: string; expiresAt: Date }>('locks');
    const hour = 3_600_000;
    await locks.insertOne({ _id: 'test', holder: 'dead', place: 'here', expiresAt: new Date(Date.now() + hour) });
    expect(await withLock(db, 'test', 'here', async () => 'mine')).toBe('mine');
    await locks.insertOne({ _id: 'test', holder: 'dead', place: 'there', expiresAt: new Date(Date.now() - hour) });
    expect(await withLock(db, 'test', 'here', async () => 'mine')).toBe('mine');
    expect(await locks.countDocuments()).toBe(0);
  });

  it('is given back when the work fails', async () => {
    const { db } = await freshStore();
    await expect(withLock(db, 'test', 'a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withLock(db, 'test', 'b', async () => 'free')).toBe('free');
  });
});
