import type { Collection, Db, ObjectId } from '../mongo/index.ts';

export interface ProjectTeam {
  readonly teamId: ObjectId;
  readonly roleNames: readonly string[];
}

/** A project, which the admin API also calls a group. */
export interface Project {
  readonly _id: ObjectId;
  readonly orgId: ObjectId;
  readonly name: string;
  readonly tags: readonly string[];
  readonly createdAt: Date;
  /** Counts changes; the entity tag. */
  readonly revision: number;
  /** Teams and their roles in this project. */
  readonly teams: readonly ProjectTeam[];
}

export function projects(db: Db): Collection<Project> {
  return db.collection<Project>('projects');
}
