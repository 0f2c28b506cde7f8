import { ObjectId, type Db } from '../mongo/index.ts';
import { clusterIdOf, clusters, dropEmptyCluster, type ClusterTypeName } from './clusters.ts';
import { isDuplicateKey } from './duplicate-key.ts';
import { hosts, type HostRecord, type HostState } from './hosts.ts';
import { inTransaction, type Transaction } from './transaction.ts';

/** A host that this process alone pings now. */
export interface ClaimedHost {
  readonly host: HostRecord;
  readonly claimId: ObjectId;
}

/** The cluster that a host says it belongs to. */
export interface Membership {
  readonly typeName: ClusterTypeName;
  /** Of the replica set; absent on a mongos. */
  readonly replicaSetName?: string;
  readonly shardName?: string;
  /** What tells sharded clusters apart: the name of their config servers' replica set. */
  readonly shardedName?: string;
}

export interface PingReport {
  readonly state: HostState;
  readonly aliases: readonly string[];
  readonly membership?: Membership;
}

/** The work of pinging, shared by all services on one store: each host that is due goes to one of them. */
export interface HostPings {
  /** → the host that has been due longest, or undefined. */
  claim(): Promise<ClaimedHost | undefined>;
  answered(claimed: ClaimedHost, report: PingReport): Promise<void>;
  silent(claimed: ClaimedHost): Promise<void>;
}

export interface HostPingsOptions {
  readonly db: Db;
  readonly transactions: boolean;
  readonly intervalMs: number;
}

/** Longer than a ping takes: who has it so long has died. */
const claimMs = 30_000;
const deactivateAfterMs = 7 * 24 * 3_600_000;

export function createHostPings(options: HostPingsOptions): HostPings {
  return {
    claim: () => claim(options),
    async answered(claimed, report) {
      const write = (): Promise<void> => inTransaction(options, (to) => writeAnswer(options.db, claimed, report, to));
      // Two members of a set that is new may both be the first to tell of it.
      await write().catch((error: unknown) => (isDuplicateKey(error) ? write() : Promise.reject(error)));
    },
    async silent({ host, claimId }) {
      const heard = host.lastPing ?? host.createdAt;
      const isGone = host.deactivatedAt === undefined && Date.now() - heard.getTime() > deactivateAfterMs;
      const change = { reachable: false, ...(isGone && { deactivatedAt: new Date() }) };
      await hosts(options.db).updateOne(held(host, claimId), { $set: change, $unset: { pingClaim: 1 } });
    },
  };
}

async function claim({ db, intervalMs }: HostPingsOptions): Promise<ClaimedHost | undefined> {
  const now = Date.now();
  const claimId = new ObjectId();
  const host = await hosts(db).findOneAndUpdate(
    {
      pingAt: { $lte: new Date(now) },
      $or: [{ pingClaim: { $exists: false } }, { 'pingClaim.until': { $lte: new Date(now) } }],
    },
    { $set: { pingAt: new Date(now + intervalMs), pingClaim: { id: claimId, until: new Date(now + claimMs) } } },
    { sort: { pingAt: 1 } },
  );
  return host === null ? undefined : { host, claimId };
}

/** Without transactions a host or project that is deleted meanwhile may leave its cluster's record behind. */
async function writeAnswer(
  db: Db,
  { host, claimId }: ClaimedHost,
  { state, aliases, membership }: PingReport,
  transaction: Transaction,
): Promise<void> {
  const now = new Date();
  const ids = membership === undefined ? {} : idsOf(host.groupId, membership);
  const gone = {
    pingClaim: 1 as const,
    deactivatedAt: 1 as const,
    ...(ids.clusterId === undefined && { clusterId: 1 as const }),
    ...(ids.parentClusterId === undefined && { parentClusterId: 1 as const }),
  };
  const { matchedCount } = await hosts(db).updateOne(
    held(host, claimId),
    { $set: { state, aliases, lastPing: now, reachable: true, ...ids }, $unset: gone },
    transaction,
  );
  if (matchedCount === 0) return;
  if (membership !== undefined) await noteCluster(db, host.groupId, membership, { now, transaction });
  const former = host.clusterId;
  if (former !== undefined && !former.equals(ids.clusterId))
    await dropEmptyCluster({ hosts: hosts(db), clusters: clusters(db) }, former, transaction);
}

function held({ _id }: HostRecord, claimId: ObjectId) {
  return { _id, 'pingClaim.id': claimId };
}

interface ClusterIds {
  readonly clusterId?: ObjectId;
  readonly parentClusterId?: ObjectId;
}

function idsOf(groupId: ObjectId, { replicaSetName, shardedName }: Membership): ClusterIds {
  const sharded = shardedName === undefined ? undefined : clusterIdOf(groupId, 'sharded', shardedName);
  if (replicaSetName === undefined) return sharded === undefined ? {} : { clusterId: sharded };
  const clusterId = clusterIdOf(groupId, 'replicaSet', replicaSetName);
  return { clusterId, ...(sharded !== undefined && { parentClusterId: sharded }) };
}

interface Note {
  readonly now: Date;
  readonly transaction: Transaction;
}

async function noteCluster(db: Db, groupId: ObjectId, membership: Membership, note: Note): Promise<void> {
  const { replicaSetName, shardedName, shardName, typeName } = membership;
  const { clusterId, parentClusterId } = idsOf(groupId, membership);
  const sharded = replicaSetName === undefined ? clusterId : parentClusterId;
  if (sharded !== undefined && shardedName !== undefined)
    await heartbeat(db, sharded, { groupId, clusterName: shardedName }, { typeName: 'SHARDED' }, note);
  if (replicaSetName === undefined || clusterId === undefined) return;
  const known = { typeName, ...(shardName && { shardName }), ...(parentClusterId && { parentClusterId }) };
  await heartbeat(db, clusterId, { groupId, clusterName: replicaSetName, replicaSetName }, known, note);
}

async function heartbeat(
  db: Db,
  _id: ObjectId,
  atFirst: { groupId: ObjectId; clusterName: string; replicaSetName?: string },
  known: { typeName: ClusterTypeName; shardName?: string; parentClusterId?: ObjectId },
  { now, transaction }: Note,
): Promise<void> {
  await clusters(db).updateOne(
    { _id },
    { $set: known, $max: { lastHeartbeat: now }, $setOnInsert: { ...atFirst, createdAt: now, revision: 1 } },
    { ...transaction, upsert: true },
  );
}
