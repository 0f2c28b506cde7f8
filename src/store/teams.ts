import type { Collection, Db, ObjectId } from '../mongo/index.ts';

/** A team of an organization; who is in it stands in the users' `teamIds`, what it may do in the projects' `teams`. */
export interface Team {
  readonly _id: ObjectId;
  readonly orgId: ObjectId;
  readonly name: string;
  readonly createdAt: Date;
  readonly revision: number;
}

export function teams(db: Db): Collection<Team> {
  return db.collection<Team>('teams');
}
