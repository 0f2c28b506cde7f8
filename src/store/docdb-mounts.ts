import { ObjectId, type Collection, type Db } from '../mongo/index.ts';
import type { Mount } from '../mounts/index.ts';
import { linkId } from './data-sources.ts';
import type { Transaction } from './transaction.ts';

/** A mount without the identity that the store gives it; passwords are hashed already. */
export interface NewDocdbMount extends Omit<Mount, 'id' | 'groupId'> {
  /** `/docdb`, `/docdb/demodb` or `/docdb/demodb/democollection`: one mount each. */
  readonly path: string;
}

export interface DocdbMountRecord extends NewDocdbMount {
  readonly _id: ObjectId;
  /** `config`: replaced by the config file's mounts at every start. `api`: stays until the admin API removes it. */
  readonly origin: 'config' | 'api';
  /** The project of a mount of the admin API. */
  readonly groupId?: ObjectId;
  /** The project's data source that `dataSource` names; absent when it names one of the service's. */
  readonly dataSourceId?: ObjectId;
  readonly createdAt?: Date;
  readonly revision?: number;
}

export function docdbMounts(db: Db): Collection<DocdbMountRecord> {
  return db.collection<DocdbMountRecord>('docdbMounts');
}

/** What decides what is open under `/docdb`. */
export const mountedCollections: readonly string[] = ['docdbMounts', 'dataSources'];

/** All mounts, wherever they came from. */
export async function listDocdbMounts(db: Db): Promise<Mount[]> {
  return docdbMounts(db).find().map(toMount).toArray();
}

function toMount({ _id, groupId, database, collection, dataSource, dataSourceId, ...record }: DocdbMountRecord): Mount {
  const { methods, users, defaultLimit, maxLimit, maxTimeMs, allowServerSideJavaScript } = record;
  return {
    id: _id.toHexString(),
    ...(groupId !== undefined && { groupId: groupId.toHexString() }),
    ...(database !== undefined && { database }),
    ...(collection !== undefined && { collection }),
    dataSource: dataSourceId === undefined ? dataSource : linkId(dataSourceId),
    methods,
    users,
    defaultLimit,
    maxLimit,
    maxTimeMs,
    allowServerSideJavaScript,
  };
}

/**
 * The config file's mounts take the place of those that it had before; a mount that stays keeps its id.
 * Written before the former ones go, so that without transactions no reader finds a gap.
 * @throws MongoServerError 11000 when the admin API has opened the same path.
 */
export async function replaceConfigMounts(
  db: Db,
  mounts: readonly NewDocdbMount[],
  transaction: Transaction,
): Promise<void> {
  const collection = docdbMounts(db);
  const origin = 'config';
  for (const mount of mounts) {
    const fields = { ...mount, origin } as const;
    const known = await collection.findOneAndReplace({ path: mount.path, origin }, fields, transaction);
    if (known === null) await collection.insertOne({ _id: new ObjectId(), ...fields }, transaction);
  }
  await collection.deleteMany({ origin, path: { $nin: mounts.map(({ path }) => path) } }, transaction);
}
