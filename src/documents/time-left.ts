import { Problem } from '../problem/index.ts';
import type { Access } from './access.ts';

type Bounded = Pick<Access, 'deadline' | 'signal'>;

/**
 * Milliseconds that are left for the next command: whatever a request does shares one deadline.
 * @throws Problem DATABASE_TIMEOUT when none are, or the signal's reason when it has aborted
 */
export function timeLeft(access: Bounded): number {
  access.signal?.throwIfAborted();
  const leftMs = Math.floor(access.deadline - performance.now());
  if (leftMs <= 0) throw new Problem('DATABASE_TIMEOUT', { detail: tooLong });
  return leftMs;
}

/** Whether no further command can be sent. */
export function isTimeUp({ deadline }: Bounded): boolean {
  return deadline - performance.now() < 1;
}

const tooLong =
  'The operation did not finish in the time that it may take; nothing was changed. A narrower filter helps.';
