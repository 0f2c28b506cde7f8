import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** The version of this package, in a checkout and installed alike. */
export const version = readVersion();

function readVersion(): string {
  const path = findPackageJSON(import.meta.url);
  const { version: found } = JSON.parse(path === undefined ? '{}' : readFileSync(path, 'utf8')) as { version?: string };
  return found ?? 'unknown';
}
