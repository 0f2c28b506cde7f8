import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installMongod } from './cache.ts';
import { MongodError } from './mongod-error.ts';
import type { SearchOptions } from './search-options.ts';

export const officialHost = 'fastdl.mongodb.org';

/** Longest time in milliseconds until the first byte, and between two signs of life after it. */
const patience = { connectMs: 5_000, stallMs: 60_000 };

interface Downloaded {
  program: string;
  version: string;
}

/**
 * Fetches MongoDB's own build for this system with mongodb-memory-server-core, and keeps it in the cache.
 * @returns the path in the cache.
 * @throws MongodError when no byte has come after five seconds.
 */
export async function installOfficial(
  { cacheDir, env, log, signal }: SearchOptions,
  limits = patience,
): Promise<string> {
  log.info({ host: officialHost }, 'downloading the official build of mongod …');
  return await installMongod(cacheDir, async (folder) => {
    const child = fork(childScript(), [folder], {
      cwd: folder,
      env: { ...env, ...downloadSettings(folder) },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    });
    try {
      return await outcome(child, limits, (line) => log.info({}, line), signal);
    } finally {
      child.kill('SIGKILL');
    }
  });
}

/** Keeps the library from other folders, from giving up late, and from trusting any certificate, which it does by default. */
function downloadSettings(folder: string): Record<string, string> {
  return { MONGOMS_DOWNLOAD_DIR: folder, MONGOMS_MAX_RETRIES: '1', INIT_CWD: folder, npm_config_strict_ssl: 'true' };
}

function childScript(): string {
  return fileURLToPath(new URL(`./official-download-child${extname(import.meta.url)}`, import.meta.url));
}

/** What the child says; it prints its progress from the first byte on, so silence means no connection. */
async function outcome(
  child: ChildProcess,
  limits: typeof patience,
  progress: (line: string) => void,
  signal?: AbortSignal,
): Promise<Downloaded> {
  const { promise, resolve, reject } = Promise.withResolvers<Downloaded>();
  const giveUp = (reason: string) => () => reject(new MongodError(reason));
  let timer = setTimeout(
    giveUp(`no connection to ${officialHost} within ${limits.connectMs / 1000} s`),
    limits.connectMs,
  );
  signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    clearTimeout(timer);
    timer = setTimeout(giveUp(`the download from ${officialHost} stalled`), limits.stallMs);
    progress(text.trim());
  });
  child.on('message', (message: Downloaded | { failure: string }) => {
    if ('failure' in message) reject(new MongodError(message.failure.trim().replaceAll(/\s+/g, ' ')));
    else resolve(message);
  });
  child.on('error', reject).on('exit', giveUp('the download ended without an answer'));
  return await promise.finally(() => clearTimeout(timer));
}
