import { homedir } from 'node:os';
import { join } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of this process. Everything else is given it, so that tests need not change the real one. */
export function processEnvironment(): Environment {
  return process.env;
}

/** Where downloads are kept unless `DOCGATE_CACHE_DIR` says otherwise (XDG Base Directory Specification). */
export function cacheDirectory(env: Environment): string {
  return join(env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache'), 'docgate');
}
