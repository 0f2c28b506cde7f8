import type { Collection, Db, ObjectId } from '../mongo/index.ts';

/** A project, which the admin API also calls a group. */
export interface Project {
  readonly _id: ObjectId;
  readonly orgId: ObjectId;
  readonly name: string;
  readonly tags: readonly string[];
  readonly createdAt: Date;
}

export function projects(db: Db): Collection<Project> {
  return db.collection<Project>('projects');
}
