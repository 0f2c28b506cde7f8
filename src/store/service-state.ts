import type { Collection, Db, ObjectId } from '../mongo/index.ts';

/** The ids of what the first start makes. `started` until all of it is there: then a next start takes it back and begins anew. */
export interface BootstrapState {
  readonly _id: 'bootstrap';
  readonly state: 'started' | 'finished';
  readonly organizationId: ObjectId;
  readonly projectId: ObjectId;
  readonly apiKeyId: ObjectId;
  readonly at: Date;
}

/** A value that only the same master key derives. */
export interface MasterKeyState {
  readonly _id: 'masterKey';
  readonly check: string;
}

const name = 'serviceState';

export function bootstrapState(db: Db): Collection<BootstrapState> {
  return db.collection<BootstrapState>(name);
}

export function masterKeyState(db: Db): Collection<MasterKeyState> {
  return db.collection<MasterKeyState>(name);
}
