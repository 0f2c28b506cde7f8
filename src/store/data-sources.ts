import type { Collection, Db, ObjectId, ReadPreferenceMode } from '../mongo/index.ts';

/** A MongoDB that a project has linked under a name. */
export interface DataSourceRecord {
  readonly _id: ObjectId;
  readonly groupId: ObjectId;
  readonly name: string;
  /** The connection string, encrypted. */
  readonly uri: string;
  readonly readPreference?: ReadPreferenceMode;
  readonly createdAt: Date;
  readonly revision: number;
}

export function dataSourceRecords(db: Db): Collection<DataSourceRecord> {
  return db.collection<DataSourceRecord>('dataSources');
}

/** Those of all projects. */
export function listDataSources(db: Db): Promise<DataSourceRecord[]> {
  return dataSourceRecords(db).find().toArray();
}

/** What mounts call a project's data source: an id that no name of the config file can be. */
export function linkId(id: ObjectId): string {
  return `project:${id.toHexString()}`;
}

/** Where a connection string stands, as encryption binds it to its place. */
export function uriPlace(id: ObjectId): string {
  return `dataSources/${id.toHexString()}/uri`;
}
