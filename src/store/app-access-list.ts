import type { Collection, Db, ObjectId } from '../mongo/index.ts';
import type { AdmittedRange } from './admitted-range.ts';

/** A range of addresses that may reach an app. */
export interface AppAccessListEntry extends AdmittedRange {
  readonly appId: ObjectId;
}

export function appAccessList(db: Db): Collection<AppAccessListEntry> {
  return db.collection<AppAccessListEntry>('appAccessList');
}

export async function indexAppAccessList(db: Db): Promise<void> {
  await appAccessList(db).createIndex({ appId: 1, cidrBlock: 1 }, { unique: true });
}
