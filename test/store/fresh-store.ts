import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import { createDataSources, type Db } from '../../src/mongo/index.ts';
import { openMasterKey, Secret, type MasterKey } from '../../src/secrets/index.ts';
import type { PrepareOptions } from '../../src/store/index.ts';

const sources = createDataSources([{ name: 'default', uri: inject('mongodbUri') }]);
const undoing: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const undo of undoing) await undo();
  await sources.close();
});

/** An empty database and an empty data directory, which go after the file's tests. */
export async function freshStore(): Promise<{ db: Db; dataDir: string }> {
  const db = await sources.get('default').database(`store_${randomUUID().slice(0, 8)}`);
  const dataDir = mkdtempSync(join(tmpdir(), 'docgate-store-'));
  undoing.push(
    () => db.dropDatabase(),
    async () => rmSync(dataDir, { recursive: true }),
  );
  return { db, dataDir };
}

export async function testMasterKey(letter = 'k'): Promise<MasterKey> {
  return openMasterKey({ given: new Secret(letter.repeat(32)), dataDir: '/nowhere' });
}

export async function prepareOptions(more: Partial<PrepareOptions> = {}): Promise<PrepareOptions> {
  const fresh = more.db !== undefined && more.dataDir !== undefined ? undefined : await freshStore();
  return {
    ...fresh,
    transactions: true,
    masterKey: await testMasterKey(),
    place: randomUUID(),
    mounts: [],
    requestLogDays: 10,
    ...more,
  } as PrepareOptions;
}
