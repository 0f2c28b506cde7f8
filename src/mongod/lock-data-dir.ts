import { linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere, writePrivately } from './data-files.ts';
import { MongodError } from './mongod-error.ts';
import { processStart } from './process-identity.ts';

/** Held until it is disposed of, or until the process that holds it is gone. */
export interface DataDirLock extends Disposable {
  readonly path: string;
}

/**
 * Takes a directory for this process. A lock whose process is gone (kill -9, power cut) is taken over at once.
 * @throws MongodError with the pid of the holder when another service, or this one, has it.
 */
export function lockDataDir(dataDir: string): DataDirLock {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'docgate.lock');
  const claim = JSON.stringify({ pid: process.pid, start: processStart(process.pid) });
  const draft = `${path}.${process.pid}`;
  writePrivately(draft, claim);
  try {
    while (!isLinked(draft, path)) removeIfStale(dataDir, path);
  } finally {
    rmSync(draft, { force: true });
  }
  return { path, [Symbol.dispose]: () => readIfThere(path) === claim && rmSync(path, { force: true }) };
}

/** A hard link is made by one process only, and shows the claim whole. */
function isLinked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function removeIfStale(dataDir: string, path: string): void {
  const seen = readIfThere(path);
  if (seen === undefined) return;
  const holder = parseClaim(seen);
  if (holder !== undefined && processStart(holder.pid) === holder.start) throw inUse(dataDir, holder.pid);
  // Another process may have taken the stale lock over since it was read: then give it back.
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (readIfThere(aside) !== seen) isLinked(aside, path);
  rmSync(aside, { force: true });
}

function parseClaim(text: string): { pid: number; start: string } | undefined {
  try {
    const { pid, start } = JSON.parse(text) as { pid?: unknown; start?: unknown };
    return typeof pid === 'number' && typeof start === 'string' ? { pid, start } : undefined;
  } catch {
    return undefined;
  }
}

function inUse(dataDir: string, pid: number): Error {
  const holder = pid === process.pid ? `this process (${pid})` : `process ${pid}`;
  return new MongodError(
    `The data directory ${dataDir} is in use by ${holder}; two services cannot share one.`,
    `Stop the other service (kill ${pid}), or choose another directory with --data-dir (DOCGATE_DATA_DIR).`,
  );
}
