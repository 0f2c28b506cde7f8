import type { Db } from '../mongo/index.ts';
import type { Encryption } from '../secrets/index.ts';
import { idempotentRequests, takeIdempotencyKey } from './idempotent-requests.ts';

const lifeMs = 24 * 60 * 60 * 1000;

/** Remembers the answers of requests with an Idempotency-Key for a day, encrypted. */
export function createIdempotencyMemory(db: Db, encryption: Encryption) {
  const place = (id: string): string => `idempotentRequests/${id}/answer`;
  return {
    async take(id: string, fingerprint: string) {
      const expiresAt = new Date(Date.now() + lifeMs);
      const first = await takeIdempotencyKey(db, { _id: id, fingerprint, expiresAt });
      if (first?.answer === undefined) return first && { fingerprint: first.fingerprint };
      return { fingerprint: first.fingerprint, answer: encryption.decrypt(first.answer, place(id)) };
    },
    async keep(id: string, answer: string) {
      await idempotentRequests(db).updateOne({ _id: id }, { $set: { answer: encryption.encrypt(answer, place(id)) } });
    },
    async release(id: string) {
      await idempotentRequests(db).deleteOne({ _id: id });
    },
  };
}
