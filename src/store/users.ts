import type { Collection, Db, ObjectId } from '../mongo/index.ts';
import type { AccessListEntry, ApiKeyRole, DigestSecret } from './api-keys.ts';

/** A user's personal API key: the password of digest authentication, with the account's name as username. */
export interface PersonalApiKey extends DigestSecret {
  readonly _id: ObjectId;
  readonly desc: string;
  readonly createdAt: Date;
}

/** An account of the admin API. The username is an e-mail address, in lower case. */
export interface User {
  readonly _id: ObjectId;
  readonly username: string;
  readonly emailAddress: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly mobileNumber?: string;
  readonly country?: string;
  /** scrypt. */
  readonly passwordHash?: string;
  readonly roles: readonly ApiKeyRole[];
  readonly teamIds: readonly ObjectId[];
  readonly apiKeys: readonly PersonalApiKey[];
  readonly accessList: readonly AccessListEntry[];
  readonly createdAt: Date;
  /** Counts changes; the entity tag. */
  readonly revision: number;
}

export function users(db: Db): Collection<User> {
  return db.collection<User>('users');
}

/** Where an HA1 of a personal key stands, as encryption binds it to its place. */
export function personalHa1Place(keyId: ObjectId, algorithm: keyof DigestSecret['ha1']): string {
  return `users.apiKeys/${keyId.toHexString()}/ha1.${algorithm}`;
}
