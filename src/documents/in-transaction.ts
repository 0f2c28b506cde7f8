import type { ClientSession, Collection, TransactionScope } from '../mongo/index.ts';
import type { Access } from './access.ts';
import { refusing } from './refusals.ts';
import { timeLeft } from './time-left.ts';

/** Statements of one transaction on the collection. */
export interface Unit {
  readonly collection: Collection;
  readonly session: ClientSession;
  /** What every statement takes as `maxTimeMS`; throws as `timeLeft` does. */
  readonly timeLeft: () => number;
}

/**
 * All of the work or nothing. It may run more than once, each time from the beginning, and so keeps nothing outside.
 * @throws Problem for what rules refuse, too: then nothing is left behind
 */
export async function inTransaction<Result>(access: Access, work: (unit: Unit) => Promise<Result>): Promise<Result> {
  const { source, namespace, signal } = access;
  const left = (): number => timeLeft(access);
  const whole = async ({ session, collection }: TransactionScope): Promise<Result> => {
    left();
    const result = await work({ collection: collection(namespace), session, timeLeft: left });
    // The last moment to undo it for one who has left.
    left();
    return result;
  };
  try {
    return await source.transaction((scope) => refusing(() => whole(scope)), { maxCommitTimeMs: left() });
  } catch (error) {
    // What the transaction did is undone, so that the reason is all that counts.
    throw signal?.aborted === true ? signal.reason : error;
  }
}
