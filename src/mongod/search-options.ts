import type { MongodLog } from './log.ts';

export interface SearchOptions {
  /** Given by the user: then nothing else is tried. */
  readonly mongodPath?: string | undefined;
  /** Where downloads are kept; shared by all services of a user. */
  readonly cacheDir: string;
  /** For PATH, and handed on to python3 and to the download (proxies, mirrors). */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: MongodLog;
  readonly signal?: AbortSignal | undefined;
}
