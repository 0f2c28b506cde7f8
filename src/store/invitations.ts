import type { Collection, Db, ObjectId } from '../mongo/index.ts';

/** An invitation into an organization, or into one of its projects (`groupId`). Gone at `expiresAt`. */
export interface Invitation {
  readonly _id: ObjectId;
  readonly orgId: ObjectId;
  readonly groupId: ObjectId | null;
  readonly username: string;
  readonly inviterUsername: string;
  /** Names of roles in the organization or the project. */
  readonly roles: readonly string[];
  readonly teamIds: readonly ObjectId[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revision: number;
}

export function invitations(db: Db): Collection<Invitation> {
  return db.collection<Invitation>('invitations');
}
