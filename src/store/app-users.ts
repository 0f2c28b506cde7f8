import type { Collection, Db, Document, ObjectId } from '../mongo/index.ts';

/** What a user has logged in with: of one provider, and what that provider said of it. */
export interface AppUserIdentity {
  /** The provider's name for the user: a token's subject, the id of an API key, an id of our own for an e-mail address. */
  readonly id: string;
  readonly providerType: string;
  readonly data?: Document;
}

/** A user of an app: somebody with identities (`normal`), or a server API key (`server`). */
export interface AppUserRecord {
  readonly _id: ObjectId;
  readonly appId: ObjectId;
  /** 24 hex digits, unique in the app: what rules call `%%user.id`. */
  readonly userId: string;
  readonly type: 'normal' | 'server';
  readonly data: Document;
  readonly identities: readonly AppUserIdentity[];
  /** `<provider>:<id>` of each identity: their unique index decides whose they are. */
  readonly identityKeys: readonly string[];
  readonly disabled: boolean;
  /** E-mail users: the address as it was registered, unique in the app, and the password's hash (scrypt). */
  readonly email?: string;
  readonly passwordHash?: string;
  /** Registered, but the address is not confirmed yet. */
  readonly pending?: boolean;
  readonly createdAt: Date;
  readonly lastAuthenticatedAt?: Date;
  /** Anonymous users go by themselves. */
  readonly expiresAt?: Date;
  /** Sessions from before are over. */
  readonly sessionsSince?: Date;
}

export function appUsers(db: Db): Collection<AppUserRecord> {
  return db.collection<AppUserRecord>('appUsers');
}

export async function indexAppUsers(db: Db): Promise<void> {
  await appUsers(db).createIndex({ appId: 1, userId: 1 }, { unique: true });
  await appUsers(db).createIndex({ appId: 1, identityKeys: 1 }, { unique: true });
  const withEmail = { unique: true, partialFilterExpression: { email: { $type: 'string' } } } as const;
  await appUsers(db).createIndex({ appId: 1, email: 1 }, withEmail);
  await appUsers(db).createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
}

/** Pages of an app's users by provider, and of those who wait for their confirmation, in the order of the list. */
export async function indexAppUserLists(db: Db): Promise<void> {
  await appUsers(db).createIndex({ appId: 1, 'identities.providerType': 1, userId: 1 });
  await appUsers(db).createIndex({ appId: 1, pending: 1, userId: 1 }, { partialFilterExpression: { pending: true } });
}
