import type { ClientSession, Collection } from '../mongo/index.ts';
import { Problem } from '../problem/index.ts';
import type { Access } from './access.ts';
import { refusing } from './refusals.ts';

/** Statements of one transaction on the collection. */
export interface Unit {
  readonly collection: Collection;
  readonly session: ClientSession;
  /**
   * Milliseconds that are left.
   * @throws Problem DATABASE_TIMEOUT when none are, or the signal's reason when it has aborted
   */
  readonly timeLeft: () => number;
}

/**
 * All of the work or nothing. It may run more than once, each time from the beginning, and so keeps nothing outside.
 * @throws Problem for what rules refuse, too: then nothing is left behind
 */
export async function inTransaction<Result>(access: Access, work: (unit: Unit) => Promise<Result>): Promise<Result> {
  const { source, namespace, signal, maxTimeMs } = access;
  const deadline = performance.now() + maxTimeMs;
  const timeLeft = (): number => {
    signal?.throwIfAborted();
    const leftMs = Math.floor(deadline - performance.now());
    if (leftMs <= 0) throw new Problem('DATABASE_TIMEOUT', { detail: tooLong });
    return leftMs;
  };
  try {
    return await source.transaction(({ session, collection }) =>
      refusing(() => {
        timeLeft();
        return work({ collection: collection(namespace), session, timeLeft });
      }),
    );
  } catch (error) {
    // What the transaction did is undone, so that the reason is all that counts.
    throw signal?.aborted === true ? signal.reason : error;
  }
}

const tooLong =
  'The operation did not finish in the time that it may take; nothing was changed. A narrower filter helps.';
