import { createHash } from 'node:crypto';
import { ObjectId, type Collection, type Db } from '../mongo/index.ts';
import type { HostRecord } from './hosts.ts';
import type { Transaction } from './transaction.ts';

export type ClusterTypeName = 'REPLICA_SET' | 'SHARDED_REPLICA_SET' | 'CONFIG_SERVER_REPLICA_SET' | 'SHARDED';

/** Hosts that belong together, as they say themselves. */
export interface ClusterRecord {
  /** From the project and what identifies the cluster there, so that the same cluster always has the same id. */
  readonly _id: ObjectId;
  readonly groupId: ObjectId;
  readonly typeName: ClusterTypeName;
  readonly clusterName: string;
  readonly replicaSetName?: string;
  readonly shardName?: string;
  /** The sharded cluster that this replica set is a part of. */
  readonly parentClusterId?: ObjectId;
  /** When it was discovered. */
  readonly createdAt: Date;
  /** When a host of it last answered. */
  readonly lastHeartbeat: Date;
  /** Counts changes by the API; the entity tag. */
  readonly revision: number;
}

export function clusters(db: Db): Collection<ClusterRecord> {
  return db.collection<ClusterRecord>('clusters');
}

/** @param kind sharded clusters have names of their own, apart from those of replica sets */
export function clusterIdOf(groupId: ObjectId, kind: 'replicaSet' | 'sharded', name: string): ObjectId {
  const digest = createHash('md5').update(`${groupId.toHexString()}/${kind}/${name}`).digest();
  return new ObjectId(digest.subarray(0, 12));
}

interface Monitored {
  readonly hosts: Collection<HostRecord>;
  readonly clusters: Collection<ClusterRecord>;
}

/** Removes a cluster to which no host belongs any more, and the sharded one above it when that was its last part. */
export async function dropEmptyCluster(
  { hosts, clusters: all }: Monitored,
  _id: ObjectId,
  transaction: Transaction,
): Promise<void> {
  const options = { ...transaction, projection: { _id: 1 } };
  if ((await hosts.findOne({ clusterId: _id }, options)) !== null) return;
  if ((await all.findOne({ parentClusterId: _id }, options)) !== null) return;
  const gone = await all.findOneAndDelete({ _id }, transaction);
  if (gone?.parentClusterId !== undefined)
    await dropEmptyCluster({ hosts, clusters: all }, gone.parentClusterId, transaction);
}
