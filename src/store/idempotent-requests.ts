import type { Collection, Db } from '../mongo/index.ts';
import { isDuplicateKey } from './duplicate-key.ts';

/** A POST that was sent with an Idempotency-Key, and its answer once it has one. */
export interface IdempotentRequest {
  /** Of the caller's key and the Idempotency-Key. */
  readonly _id: string;
  /** Hash of method, target and body: the same key with another request is a mistake. */
  readonly fingerprint: string;
  /** Status, headers and body as JSON, encrypted: it may show a secret once more, to the same caller alone. */
  readonly answer?: string;
  readonly expiresAt: Date;
}

export function idempotentRequests(db: Db): Collection<IdempotentRequest> {
  return db.collection<IdempotentRequest>('idempotentRequests');
}

/** Takes the key for this request. → undefined when it was free, else what stands there. */
export async function takeIdempotencyKey(db: Db, request: IdempotentRequest): Promise<IdempotentRequest | undefined> {
  try {
    await idempotentRequests(db).insertOne(request);
    return undefined;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return (await idempotentRequests(db).findOne({ _id: request._id })) ?? undefined;
  }
}
