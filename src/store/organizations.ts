import type { Collection, Db, ObjectId } from '../mongo/index.ts';

export interface Organization {
  readonly _id: ObjectId;
  readonly name: string;
  readonly isDeleted: boolean;
  /** Every call needs an address on the caller's access list, not only those that the contract marks. */
  readonly apiAccessListRequired: boolean;
  readonly createdAt: Date;
  /** Counts changes; the entity tag. */
  readonly revision: number;
}

export function organizations(db: Db): Collection<Organization> {
  return db.collection<Organization>('organizations');
}
