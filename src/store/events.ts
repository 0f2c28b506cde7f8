import type { Collection, Db, ObjectId } from '../mongo/index.ts';

/** A change made by the admin API: who, from where, what. Written in the transaction of the change itself. */
export interface Event {
  readonly _id: ObjectId;
  readonly createdAt: Date;
  readonly eventTypeName: string;
  readonly orgId?: ObjectId;
  readonly groupId?: ObjectId;
  readonly apiKeyId?: ObjectId;
  readonly publicKey?: string;
  readonly userId?: ObjectId;
  readonly username?: string;
  readonly remoteAddress: string;
  readonly isGlobalAdmin: boolean;
  /** What was changed, in the words of the event entity: `targetUsername`, `targetPublicKey`, `teamId`, `hostId`, `whitelistEntry` … Never a secret. */
  readonly target: Readonly<Record<string, string | number>>;
}

export function events(db: Db): Collection<Event> {
  return db.collection<Event>('events');
}
