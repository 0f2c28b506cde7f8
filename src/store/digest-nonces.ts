import type { Collection, Db } from '../mongo/index.ts';
import { isDuplicateKey } from './duplicate-key.ts';

/** One use of a nonce: `_id` is the nonce and its count, so that a second use finds the place taken. */
export interface SpentNonce {
  readonly _id: string;
  readonly expiresAt: Date;
}

/** The TTL index removes by MongoDB's clock: one that is ahead of ours must not forget a nonce that still holds here. */
const marginMs = 60_000;

export function digestNonces(db: Db): Collection<SpentNonce> {
  return db.collection<SpentNonce>('digestNonces');
}

/** → false when the nonce has been used with this count before. `expiresAt` is its end for clients. */
export async function spendNonce(db: Db, nonce: string, count: number, expiresAt: Date): Promise<boolean> {
  try {
    const kept = new Date(expiresAt.getTime() + marginMs);
    await digestNonces(db).insertOne({ _id: `${nonce}:${count}`, expiresAt: kept });
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
