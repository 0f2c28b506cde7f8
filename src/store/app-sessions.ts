import type { Collection, Db, ObjectId } from '../mongo/index.ts';

/** A login: what a refresh token stands for until it expires or is revoked, when the record goes. */
export interface AppSession {
  readonly _id: ObjectId;
  readonly appId: ObjectId;
  readonly userId: string;
  readonly identity: { readonly id: string; readonly providerType: string };
  readonly deviceId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export function appSessions(db: Db): Collection<AppSession> {
  return db.collection<AppSession>('appSessions');
}

/** A proof sent by e-mail: for the confirmation of an address, or for a new password. */
export interface AppEmailToken {
  readonly _id: ObjectId;
  readonly appId: ObjectId;
  readonly userId: string;
  readonly purpose: 'confirm' | 'reset';
  readonly tokenHash: string;
  readonly expiresAt: Date;
}

export function appEmailTokens(db: Db): Collection<AppEmailToken> {
  return db.collection<AppEmailToken>('appEmailTokens');
}

export async function indexAppSessions(db: Db): Promise<void> {
  await appSessions(db).createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
  await appSessions(db).createIndex({ appId: 1, userId: 1 });
  await appEmailTokens(db).createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
  await appEmailTokens(db).createIndex({ appId: 1, userId: 1, purpose: 1 });
}
