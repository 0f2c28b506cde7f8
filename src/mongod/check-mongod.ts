import { MongodError } from './mongod-error.ts';
import { firstProven } from './prove-mongod.ts';
import type { SearchOptions } from './search-options.ts';
import { type MongodSource, type Way, waysToMongod } from './ways.ts';

/** What came of one way: `works` now, `possible` (a start would download it), or `fails`. */
export interface MongodCheck {
  readonly source: MongodSource;
  readonly title: string;
  readonly result: 'works' | 'possible' | 'fails';
  /** The version and path, what would be done, or the reason. */
  readonly detail: string;
  readonly mend?: string;
}

/** Looks at every way to a mongod, in the order of a start; downloads and writes nothing. For `docgate doctor`. */
export async function checkMongod(options: Omit<SearchOptions, 'log'>): Promise<readonly MongodCheck[]> {
  const silent = { info: () => undefined, warn: () => undefined };
  return await Promise.all(waysToMongod({ ...options, log: silent }).map((way) => check(way, options.signal)));
}

async function check(way: Way, signal: AbortSignal | undefined): Promise<MongodCheck> {
  const { source, title } = way;
  try {
    if (way.foresee !== undefined) return { source, title, result: 'possible', detail: await way.foresee() };
    const { path, version } = await firstProven(await way.candidates(), signal);
    return { source, title, result: 'works', detail: `mongod ${version} at ${path}` };
  } catch (thrown) {
    const { reason, mend } = MongodError.from(thrown);
    return { source, title, result: 'fails', detail: reason, mend: mend ?? way.mend };
  }
}
