import { MongodError } from './mongod-error.ts';
import type { MongodRecord } from './record.ts';

/** `6.0` of `6.0.5`: data files and feature compatibility follow it. */
export function seriesOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/** Negative when the first is the older series; patch releases read each other's files. */
export function compareSeries(first: string, second: string): number {
  const [major = 0, minor = 0] = seriesOf(first).split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = seriesOf(second).split('.').map(Number);
  return major - otherMajor || minor - otherMinor;
}

/**
 * Refuses a program that is older than the one that wrote the data: it could not read the files, or would damage them.
 * https://www.mongodb.com/docs/manual/release-notes/6.0-downgrade/
 * @throws MongodError that names both versions and the program that fits.
 */
export function requireNotOlder(found: { version: string; path: string }, record: MongodRecord | undefined): void {
  if (record === undefined || compareSeries(found.version, record.version) >= 0) return;
  throw new MongodError(
    `${found.path} is mongod ${found.version}, but the data directory was last written by mongod ${record.version}; an older one cannot open it.`,
    `Start with --mongod PATH of a mongod ${seriesOf(record.version)} or newer (the last one was ${record.path}), or choose another directory with --data-dir.`,
  );
}
