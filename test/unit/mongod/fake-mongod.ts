import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder for one test, gone with it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'docgate-unit-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A program in place of mongod that runs a line of shell. */
export function fakeMongod(path: string, script: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** The line of shell that answers `--version` as mongod does. */
export function answersVersion(version: string): string {
  return `echo "db version v${version}"; echo "Build Info: {}"`;
}

/** What a program says on a machine without libcurl. */
export const lacksLibcurl =
  'echo "mongod: error while loading shared libraries: libcurl.so.4: cannot open shared object file: No such file or directory" >&2; exit 127';

/** A log that keeps its lines. */
export function keptLog(): {
  lines: string[];
  info: (f: object, m: string) => void;
  warn: (f: object, m: string) => void;
} {
  const lines: string[] = [];
  const keep = (_fields: object, message: string) => void lines.push(message);
  return { lines, info: keep, warn: keep };
}
