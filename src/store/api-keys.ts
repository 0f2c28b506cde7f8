import type { Collection, Db, ObjectId } from '../mongo/index.ts';

/** A role in an organization or in a project (`groupId`), or in the whole service (neither). */
export interface ApiKeyRole {
  readonly orgId?: ObjectId;
  readonly groupId?: ObjectId;
  readonly roleName: string;
}

/** An address from which a key may be used; a single address is a range of one. */
export interface AccessListEntry {
  readonly cidrBlock: string;
  readonly ipAddress?: string;
  readonly count: number;
  readonly createdAt: Date;
  readonly lastUsed?: Date;
  readonly lastUsedAddress?: string;
}

/** What verifies a private key. It is not kept itself: only its end, for the masked form, and Digest's HA1. */
export interface DigestSecret {
  /** The last 12 characters: `********-****-****-db2c132ca78d`. */
  readonly privateKeyEnd: string;
  /** RFC 7616 for the realm of the admin API, each encrypted at rest: with it alone one could sign in. */
  readonly ha1: { readonly md5: string; readonly sha256: string };
}

/** A programmatic API key of an organization. */
export interface ApiKey extends DigestSecret {
  readonly _id: ObjectId;
  readonly orgId: ObjectId;
  readonly desc: string;
  readonly publicKey: string;
  readonly roles: readonly ApiKeyRole[];
  readonly accessList: readonly AccessListEntry[];
  readonly createdAt: Date;
  /** Counts changes; the entity tag. */
  readonly revision: number;
}

export function apiKeys(db: Db): Collection<ApiKey> {
  return db.collection<ApiKey>('apiKeys');
}

/** Where an HA1 stands, as encryption binds it to its place. */
export function ha1Place(keyId: ObjectId, algorithm: keyof ApiKey['ha1']): string {
  return `apiKeys/${keyId.toHexString()}/ha1.${algorithm}`;
}
