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

/** Written by every change that opens a path, and for nothing else. */
export interface PathsState {
  readonly _id: 'paths';
  readonly heldBy: ObjectId;
}

const name = 'serviceState';

export function bootstrapState(db: Db): Collection<BootstrapState> {
  return db.collection<BootstrapState>(name);
}

export function masterKeyState(db: Db): Collection<MasterKeyState> {
  return db.collection<MasterKeyState>(name);
}

export function pathsState(db: Db): Collection<PathsState> {
  return db.collection<PathsState>(name);
}
