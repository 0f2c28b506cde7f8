import type { Collection, Db, ObjectId } from '../mongo/index.ts';

/** A MongoDB that a project has linked under a name. */
export interface DataSourceRecord {
  readonly _id: ObjectId;
  readonly groupId: ObjectId;
  readonly name: string;
  /** Connection string, `env:NAME` or `file:PATH`, encrypted. */
  readonly uri: string;
  readonly createdAt: Date;
  readonly revision: number;
}

export function dataSourceRecords(db: Db): Collection<DataSourceRecord> {
  return db.collection<DataSourceRecord>('dataSources');
}

/** Where a connection string stands, as encryption binds it to its place. */
export function uriPlace(id: ObjectId): string {
  return `dataSources/${id.toHexString()}/uri`;
}
