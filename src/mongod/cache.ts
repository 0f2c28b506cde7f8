import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { compareSeries } from './version.ts';

/** The programs kept in the cache, newest first: files named `mongod-<version>`. */
export async function cachedMongods(cacheDir: string): Promise<string[]> {
  const names = await readdir(cacheDir).catch(() => []);
  return names
    .filter((name) => /^mongod-\d/.test(name))
    .toSorted((first, second) => compareSeries(versionIn(second), versionIn(first)))
    .map((name) => resolve(cacheDir, name));
}

/**
 * Lets `fetch` put a mongod into a folder of its own, then moves it into the cache in one step: other processes see the
 * whole program or none.
 * @returns the path in the cache.
 */
export async function installMongod(
  cacheDir: string,
  fetch: (folder: string) => Promise<{ program: string; version: string }>,
): Promise<string> {
  await mkdir(cacheDir, { recursive: true });
  const folder = await mkdtemp(resolve(cacheDir, '.download-'));
  try {
    const { program, version } = await fetch(folder);
    const target = cachePath(cacheDir, version);
    await chmod(program, 0o755);
    await rename(program, target);
    return target;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Where the cache keeps the mongod of a version. */
export function cachePath(cacheDir: string, version: string): string {
  return join(resolve(cacheDir), `mongod-${version}`);
}

function versionIn(name: string): string {
  return name.replace('mongod-', '');
}
