import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Everything that the embedded MongoDB keeps, under `<data-dir>/mongod`. */
export interface DataFiles {
  readonly root: string;
  readonly db: string;
  readonly log: string;
  readonly keyFile: string;
  readonly password: string;
  readonly record: string;
  /** Exists until the first start is complete: as long as it does, `db` holds nothing that anybody was promised. */
  readonly initialising: string;
}

/** Makes the folder (0700) and names its files; the real path, because a running mongod is recognised by it. */
export function openDataFiles(dataDir: string): DataFiles {
  mkdirSync(join(dataDir, 'mongod'), { recursive: true, mode: 0o700 });
  const root = realpathSync(join(dataDir, 'mongod'));
  return {
    root,
    db: join(root, 'db'),
    log: join(root, 'mongod.log'),
    keyFile: join(root, 'keyfile'),
    password: join(root, 'password'),
    record: join(root, 'mongod.json'),
    initialising: join(root, 'initialising'),
  };
}

/** The text of a file, or undefined when there is none. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes a file of mode 0600, whole or not at all; synchronous, so that nothing happens between a step and its record. */
export function writePrivately(path: string, text: string): void {
  const draft = `${path}.tmp`;
  rmSync(draft, { force: true });
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

/** The secret in a file, made at random when there is none; letters that need no escape in a URI or a key file. */
export function readOrMakeSecret(path: string): string {
  const kept = readIfThere(path)?.trim();
  if (kept) return kept;
  const secret = randomBytes(48).toString('base64url').replaceAll('-', 'a').replaceAll('_', 'b');
  writePrivately(path, `${secret}\n`);
  return secret;
}
