import type { Collection, Db, ObjectId } from '../mongo/index.ts';

/** A range of addresses that may reach what a project serves; gone at `deleteAfterDate`. */
export interface ProjectAccessListEntry {
  readonly _id: ObjectId;
  readonly groupId: ObjectId;
  readonly cidrBlock: string;
  readonly ipAddress?: string;
  readonly comment?: string;
  readonly createdAt: Date;
  readonly deleteAfterDate?: Date;
}

export function projectAccessList(db: Db): Collection<ProjectAccessListEntry> {
  return db.collection<ProjectAccessListEntry>('projectAccessList');
}
