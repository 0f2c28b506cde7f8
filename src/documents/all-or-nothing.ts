import { isUnfitForTransaction } from '../mongo/index.ts';
import type { Access } from './access.ts';
import { inTransaction, type Unit } from './in-transaction.ts';

/** One command that writes many documents, in the two ways that it can be sent. */
export interface WriteOfMany<Result> {
  readonly inside: (unit: Unit) => Promise<Result>;
  readonly plainly: () => Promise<Result>;
}

/**
 * Sends the command in a transaction of its own wherever there are any: a plain one that fails in the middle leaves what it
 * has written. Not for the system user, whose changes may be larger than a transaction can be.
 */
export async function allOrNothing<Result>(access: Access, { inside, plainly }: WriteOfMany<Result>): Promise<Result> {
  if (access.isSystem || !(await access.source.capabilities()).transactions) return plainly();
  try {
    return await inTransaction(access, inside);
  } catch (error) {
    // Time series and capped collections: nothing was written yet.
    if (isUnfitForTransaction(error)) return plainly();
    throw error;
  }
}
