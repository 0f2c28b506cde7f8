import type { ClientSession, Collection } from '../mongo/index.ts';
import { Problem } from '../problem/index.ts';
import type { Access } from './access.ts';
import { refusing } from './refusals.ts';

/** Statements of one transaction on the collection. */
export interface Unit {
  readonly collection: Collection;
  readonly session: ClientSession;
  /** @throws Problem DATABASE_TIMEOUT when time is over, or the signal's reason when it has aborted */
  readonly goOn: () => void;
}

/**
 * All of the work or nothing. It may run more than once, each time from the beginning, and so keeps nothing outside.
 * @throws Problem for what rules refuse, too: then nothing is left behind
 */
export async function inTransaction<Result>(access: Access, work: (unit: Unit) => Promise<Result>): Promise<Result> {
  const { source, namespace, signal, maxTimeMs } = access;
  const deadline = performance.now() + maxTimeMs;
  const goOn = (): void => {
    signal?.throwIfAborted();
    if (performance.now() > deadline) throw new Problem('DATABASE_TIMEOUT', { detail: tooLong });
  };
  try {
    return await source.transaction(({ session, collection }) =>
      refusing(() => {
        goOn();
        return work({ collection: collection(namespace), session, goOn });
      }),
    );
  } catch (error) {
    // What the transaction did is undone, so that the reason is all that counts.
    throw signal?.aborted === true ? signal.reason : error;
  }
}

const tooLong =
  'The operation did not finish in the time that it may take; nothing was changed. A narrower filter helps.';
