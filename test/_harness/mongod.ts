import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { cacheDirectory, processEnvironment } from '../../src/config/index.ts';
import { type EmbeddedMongod, startMongod } from '../../src/mongod/index.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The run's MongoDB, a replica set of one, with credentials that may do everything. */
    mongodbUri: string;
  }
}

/** Starts one real MongoDB for the whole run; tests part by database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'docgate-mongod-'));
  const mongod = await startTestMongod(dataDir);
  project.provide('mongodbUri', mongod.uri);
  return async () => {
    await mongod.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** A MongoDB on a data directory, from the cache that all runs on this machine share. */
export async function startTestMongod(
  dataDir: string,
  more: Partial<Parameters<typeof startMongod>[0]> = {},
): Promise<EmbeddedMongod> {
  const log = { info: () => undefined, warn: () => undefined };
  return await startMongod({ ...mongodSearch(), log, dataDir, ...more });
}

/** Where tests look for a mongod: as the service does, by the environment of the run. */
export function mongodSearch(): { mongodPath: string | undefined; cacheDir: string; env: NodeJS.ProcessEnv } {
  const env = processEnvironment();
  return { mongodPath: env['MONGOD'], cacheDir: env['DOCGATE_CACHE_DIR'] ?? cacheDirectory(env), env };
}
