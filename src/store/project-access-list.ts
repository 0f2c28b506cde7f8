import type { Collection, Db, ObjectId } from '../mongo/index.ts';
import type { AdmittedRange } from './admitted-range.ts';

/** A range of addresses that may reach what a project serves; gone at `deleteAfterDate`. */
export interface ProjectAccessListEntry extends AdmittedRange {
  readonly groupId: ObjectId;
  readonly deleteAfterDate?: Date;
}

export function projectAccessList(db: Db): Collection<ProjectAccessListEntry> {
  return db.collection<ProjectAccessListEntry>('projectAccessList');
}
