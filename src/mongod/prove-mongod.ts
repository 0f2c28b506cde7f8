import { execFile } from 'node:child_process';
import { MongodError } from './mongod-error.ts';

/** The Debian and Ubuntu packages of the libraries that mongod builds ask for. */
const packages: Readonly<Record<string, string>> = {
  'libcurl.so.4': 'libcurl4',
  'libssl.so.3': 'libssl3',
  'libcrypto.so.3': 'libssl3',
  'liblzma.so.5': 'liblzma5',
};

/**
 * Runs `mongod --version`: the only proof that a file is a mongod for this machine.
 * @returns its version, `6.0.5`.
 * @throws MongodError that names the file, and the apt package when a shared library is missing.
 */
export async function proveMongod(path: string, signal?: AbortSignal): Promise<string> {
  const output = await runVersion(path, signal);
  const version = /^db version v(\d+\.\d+\.\d+\S*)/m.exec(output)?.[1];
  if (version === undefined) throw new MongodError(`${path} is not a mongod: --version answers "${firstLine(output)}"`);
  return version;
}

/**
 * The first of some files that is a mongod for this machine.
 * @throws MongodError with the failures of all.
 */
export async function firstProven(
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<{ path: string; version: string }> {
  const failures: MongodError[] = [];
  for (const path of paths) {
    try {
      return { path, version: await proveMongod(path, signal) };
    } catch (thrown) {
      signal?.throwIfAborted();
      failures.push(MongodError.from(thrown));
    }
  }
  const reasons = failures.map(({ reason }) => reason).join('; ');
  throw new MongodError(reasons, failures.find(({ mend }) => mend !== undefined)?.mend);
}

async function runVersion(path: string, signal?: AbortSignal): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  execFile(path, ['--version'], { timeout: 10_000, signal }, (error, stdout, stderr) => {
    if (error === null) resolve(stdout);
    else if (signal?.aborted) reject(error);
    else reject(explainFailure(path, error, stderr));
  });
  return await promise;
}

/** Pure: what a failed `--version` means. */
export function explainFailure(path: string, error: { code?: unknown; signal?: unknown }, stderr: string): MongodError {
  const library = /error while loading shared libraries: (\S+?):/.exec(stderr)?.[1];
  if (library !== undefined) {
    return new MongodError(
      `${path} needs the shared library ${library}, which this machine lacks`,
      installHint(library),
    );
  }
  if (error.code === 'ENOENT') return new MongodError(`${path}: there is no such program, or its loader is missing`);
  if (error.code === 'EACCES') return new MongodError(`${path} may not be executed`, `chmod +x '${path}'`);
  const end = typeof error.code === 'number' ? `exit status ${error.code}` : String(error.signal ?? error.code);
  return new MongodError(`${path} --version failed (${end}): ${firstLine(stderr) || 'it said nothing'}`);
}

function installHint(library: string): string {
  const name = packages[library];
  if (name === undefined) return `install the package that holds ${library} (apt-file search ${library})`;
  return `apt-get install -y ${name}`;
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}
