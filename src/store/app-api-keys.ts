import type { Collection, Db, ObjectId } from '../mongo/index.ts';

/** An API key of an app: a server key, which is a user of its own, or one that a user has made. */
export interface AppApiKey {
  readonly _id: ObjectId;
  readonly appId: ObjectId;
  readonly kind: 'server' | 'user';
  /** Whose it is; a server key's own user. */
  readonly userId: string;
  readonly name: string;
  /** HMAC-SHA-256 of the key: looked up by it, and useless to who reads the store. */
  readonly keyHash: string;
  readonly disabled: boolean;
  readonly createdAt: Date;
}

export function appApiKeys(db: Db): Collection<AppApiKey> {
  return db.collection<AppApiKey>('appApiKeys');
}

export async function indexAppApiKeys(db: Db): Promise<void> {
  await appApiKeys(db).createIndex({ appId: 1, keyHash: 1 }, { unique: true });
  await appApiKeys(db).createIndex({ appId: 1, kind: 1, name: 1 });
  await appApiKeys(db).createIndex({ appId: 1, userId: 1 });
}
