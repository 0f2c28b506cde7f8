import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { KeyPair } from './digest-client.ts';
import { measure, settledAfter, type LoadAnswer, type Measurement } from './load.ts';
import type { Server } from './server.ts';

/** What a call is: an open GET; one without credentials that is refused; or both legs of digest, counted as one. */
export const modes = {
  open: { legs: 1, status: 200 },
  challenge: { legs: 1, status: 401 },
  signed: { legs: 2, status: 200 },
} as const;

export type Mode = keyof typeof modes;

export function isMode(name: string): name is Mode {
  return Object.hasOwn(modes, name);
}

export interface DigestLoad {
  readonly mode: Mode;
  /** Each call is a GET of a random one. */
  readonly paths: readonly string[];
  readonly pair: KeyPair;
  readonly connections: number;
}

/** Loads a server for some seconds with calls that wrk and autocannon cannot sign. @throws Error when a call is not answered as it should */
export function loadByDigest(server: Server, load: DigestLoad, seconds: number): Promise<Measurement> {
  return measure(server, load.mode, () => send(server, load, seconds));
}

/** Loads a server until its code is compiled. */
export async function warmUpByDigest(server: Server, load: DigestLoad): Promise<void> {
  let sent = 0;
  while (sent < settledAfter) sent += (await loadByDigest(server, load, 2)).requests * modes[load.mode].legs;
}

async function send(
  { url }: Server,
  { mode, paths, pair, connections }: DigestLoad,
  seconds: number,
): Promise<LoadAnswer> {
  const folder = mkdtempSync(join(tmpdir(), 'docgate-load-'));
  try {
    const pathsFile = join(folder, 'paths');
    writeFileSync(pathsFile, `${paths.join('\n')}\n`);
    const program = fileURLToPath(new URL('load-digest.ts', import.meta.url));
    const options = [url, String(seconds), String(connections), mode, pathsFile, pair.publicKey, pair.privateKey];
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...options]);
    return JSON.parse(stdout) as LoadAnswer;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
