import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { runService } from './running-service.ts';

/** Whole services start, on a busy machine too. */
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docgate-limits-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each(['1', '2'])('a name that would limit nothing is refused at start (%s workers)', async (workers) => {
  const env = { MONGODB_URI: inject('mongodbUri'), DOCGATE_MASTER_KEY: 'k'.repeat(40) };
  const place = ['--database', `limits_${process.pid}`, '--data-dir', folder, '--workers', workers];
  await expect(runService([...place, '--rate-limited', 'listProjects,getProjekt'], env)).rejects.toThrow(
    '--rate-limited: the admin API has no operation getProjekt. Did you mean getProject?',
  );
});
