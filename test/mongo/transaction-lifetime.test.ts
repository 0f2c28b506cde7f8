import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createDataSources, type DataSource, type DataSources, type Namespace } from '../../src/mongo/index.ts';
import type { EmbeddedMongod } from '../../src/mongod/index.ts';
import { startTestMongod } from '../_harness/mongod.ts';
import { fill, freshNamespace } from './databases.ts';

const lifetimeSeconds = 1;

let folder: string;
let mongod: EmbeddedMongod;
let sources: DataSources;
let source: DataSource;
let namespace: Namespace;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docgate-lifetime-'));
  mongod = await startTestMongod(folder);
  sources = createDataSources([{ name: 'main', uri: mongod.uri }]);
  source = sources.get('main');
  const admin = await source.database('admin');
  await admin.command({ setParameter: 1, transactionLifetimeLimitSeconds: lifetimeSeconds });
});
afterAll(async () => {
  await sources.close();
  await mongod.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  namespace = freshNamespace();
  await fill(source, namespace, 100);
});

const change = { $set: { changed: true } };

/** Writes in a transaction until the server has let it go, and then does the rest. @returns how often it began */
async function outlive(rest: 'another statement' | 'only the commit'): Promise<number> {
  let attempts = 0;
  const work = source.transaction(
    async ({ session, collection }) => {
      attempts += 1;
      await collection(namespace).updateOne({ group: 0 }, change, { session });
      // Another writer gets the document when the transaction is gone.
      await source.updateOne(namespace, { group: 0 }, { $set: { free: true } });
      if (rest === 'another statement') await collection(namespace).updateOne({ group: 1 }, change, { session });
    },
    { lifetimeMs: lifetimeSeconds * 1000 },
  );
  await expect(work).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT' });
  return attempts;
}

it('ends a statement that outlives its transaction as one that took too long', async () => {
  const work = source.transaction(({ session, collection }) =>
    collection(namespace).updateMany({ $where: 'sleep(100); return true' }, change, { session }),
  );
  await expect(work).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT' });
  expect(await source.count(namespace, { changed: true })).toBe(0);
});

it.each(['another statement', 'only the commit'] as const)('does not begin again, with %s left', async (rest) => {
  expect(await outlive(rest)).toBe(1);
  expect(await source.count(namespace, { changed: true })).toBe(0);
});
