import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { mongodSearch } from '../_harness/mongod.ts';
import { runService, type RunningService } from './running-service.ts';

// Starting processes takes long where many do at once.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let running: RunningService | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docgate-killed-'));
});
afterAll(async () => {
  running?.signal('SIGTERM');
  await running?.ended;
  rmSync(folder, { recursive: true, force: true });
});

/** With its own embedded MongoDB, the whole of what `npm start` runs. */
async function start(): Promise<{ service: RunningService; docdb: URL; authorization: string }> {
  const { mongodPath = '', cacheDir } = mongodSearch();
  const env = { MONGODB_URI: '', MONGOD: mongodPath, DOCGATE_CACHE_DIR: cacheDir };
  running = await runService(['--workers', '2', '--data-dir', folder], env, 'start');
  const service = running;
  await expect.poll(() => service.output()).toContain('export DOCDB=');
  const docdb = new URL(/export DOCDB=(\S+)/.exec(service.output())?.[1] ?? '');
  const authorization = `Basic ${Buffer.from(`${docdb.username}:${docdb.password}`).toString('base64')}`;
  return { service, docdb: new URL(`${docdb.origin}/docdb/kill/test`), authorization };
}

it('kill -9 of the service in mid-write loses no acknowledged insert, and the next start recovers by itself', async () => {
  const { service, docdb, authorization } = await start();
  const headers = { authorization, 'content-type': 'application/json' };
  const acknowledged = new Set<number>();
  const write = async (first: number): Promise<void> => {
    for (let id = first; ; id += 4) {
      const { ok } = await fetch(docdb, { method: 'POST', headers, body: JSON.stringify({ _id: id }) });
      if (ok) acknowledged.add(id);
    }
  };
  const writers = [0, 1, 2, 3].map((first) => write(first).catch(() => undefined));
  await expect.poll(() => acknowledged.size, { timeout: 60_000 }).toBeGreaterThan(200);
  service.signal('SIGKILL');
  await service.ended;
  await Promise.all(writers);

  const again = await start();
  const found = await fetch(new URL(`${again.docdb.href}?limit=100000&projection={"_id":1}`), {
    headers: { authorization: again.authorization },
  });
  const ids = new Set(((await found.json()) as { _id: number }[]).map(({ _id }) => _id));
  expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([]);
  expect(again.service.output()).not.toContain('DOCGATE_PRIVATE_KEY');
});
