import type { Collection, Db, ObjectId } from '../mongo/index.ts';

/** An app of a project: what its URLs call it, and which of its versions is served. */
export interface AppRecord {
  readonly _id: ObjectId;
  readonly groupId: ObjectId;
  /** In the app's URLs; unique in the service. */
  readonly clientAppId: string;
  readonly name: string;
  /** Absent until a first version is there. */
  readonly activeVersion?: number;
  /** The number of the newest version; 0 for none. */
  readonly lastVersion: number;
  readonly createdAt: Date;
  /** Counts changes; the entity tag. */
  readonly revision: number;
}

/** A version that was deployed once; never changed. What it holds stands in parts. */
export interface AppVersionRecord {
  readonly _id: ObjectId;
  readonly appId: ObjectId;
  readonly number: number;
  readonly name: string;
  readonly configVersion: number;
  readonly comment?: string;
  readonly fileCount: number;
  readonly warningCount: number;
  readonly partCount: number;
  readonly createdAt: Date;
}

/** A piece of a version's content: documents end at 16 MB. */
export interface AppVersionPart {
  readonly _id: ObjectId;
  readonly appId: ObjectId;
  readonly versionId: ObjectId;
  readonly index: number;
  /** Compressed, then encrypted: sources and old webhooks may hold secrets. */
  readonly content: string;
}

/** A secret of an app; its name is no secret. */
export interface AppSecret {
  readonly _id: ObjectId;
  readonly appId: ObjectId;
  readonly name: string;
  /** Encrypted. */
  readonly value: string;
  readonly updatedAt: Date;
}

export function apps(db: Db): Collection<AppRecord> {
  return db.collection<AppRecord>('apps');
}

export function appVersions(db: Db): Collection<AppVersionRecord> {
  return db.collection<AppVersionRecord>('appVersions');
}

export function appVersionParts(db: Db): Collection<AppVersionPart> {
  return db.collection<AppVersionPart>('appVersionParts');
}

export function appSecrets(db: Db): Collection<AppSecret> {
  return db.collection<AppSecret>('appSecrets');
}

/** Where a secret stands, as encryption binds it to its place. */
export function appSecretPlace(appId: ObjectId, name: string): string {
  return `appSecrets/${appId.toHexString()}/${name}`;
}

export async function indexApps(db: Db): Promise<void> {
  await apps(db).createIndex({ clientAppId: 1 }, { unique: true });
  await apps(db).createIndex({ groupId: 1 });
  await appVersions(db).createIndex({ appId: 1, number: 1 }, { unique: true });
  await appVersionParts(db).createIndex({ versionId: 1, index: 1 }, { unique: true });
  await appVersionParts(db).createIndex({ appId: 1 });
  await appSecrets(db).createIndex({ appId: 1, name: 1 }, { unique: true });
}
