import { readFileSync } from 'node:fs';
import type { DataSourceConfig } from './data-source-config.ts';

/** Where the connection string stands, for messages: never the string itself, it holds a password. */
export function placeOf(uri: string): string {
  if (uri.startsWith('env:')) return `the environment variable ${uri.slice('env:'.length)}`;
  if (uri.startsWith('file:')) return `the file ${uri.slice('file:'.length)}`;
  return 'its uri';
}

/** Only files change under a running process. */
export function canRotate(uri: string): boolean {
  return uri.startsWith('file:');
}

/**
 * The connection string that `uri` means: itself, or the content of `env:NAME` or `file:/path`.
 * @throws Error that names data source, place and mend.
 */
export function readConnectionString(
  { name, uri }: DataSourceConfig,
  readEnv: (name: string) => string | undefined,
): string {
  const text = readPlace(name, uri, readEnv);
  if (/^mongodb(\+srv)?:\/\//.test(text)) return text;
  throw unusable(name, `${placeOf(uri)} holds no connection string`, 'It starts with mongodb:// or mongodb+srv://.');
}

function readPlace(name: string, uri: string, readEnv: (name: string) => string | undefined): string {
  if (uri.startsWith('env:')) {
    const value = readEnv(uri.slice('env:'.length))?.trim();
    if (value) return value;
    throw unusable(name, `${placeOf(uri)} is not set`, 'Set it to a connection string (mongodb://…).');
  }
  return canRotate(uri) ? readSecretFile(name, uri) : uri;
}

function readSecretFile(name: string, uri: string): string {
  try {
    return readFileSync(uri.slice('file:'.length), 'utf8').trim();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    const mend = 'Put the connection string (mongodb://…) there, readable by this service.';
    throw unusable(name, `${placeOf(uri)} cannot be read (${code})`, mend, error);
  }
}

export function unusable(name: string, what: string, mend: string, cause?: unknown): Error {
  return new Error(`Data source "${name}": ${what}. ${mend}`, cause === undefined ? undefined : { cause });
}
