import { createHash } from 'node:crypto';
import type { Collection, Db, ObjectId } from '../mongo/index.ts';

/** What a host is, as its last answer said. @see reference/admin-api.md §5 */
export type HostTypeName =
  | 'STANDALONE'
  | 'REPLICA_PRIMARY'
  | 'REPLICA_SECONDARY'
  | 'REPLICA_ARBITER'
  | 'RECOVERING'
  | 'SHARD_MONGOS'
  | 'SHARD_CONFIG'
  | 'SHARD_STANDALONE'
  | 'SHARD_PRIMARY'
  | 'SHARD_SECONDARY';

/** What the last answered ping told of a host. What the server did not tell is absent. */
export interface HostState {
  readonly typeName: HostTypeName;
  readonly version?: string;
  readonly uptimeMsec?: number;
  readonly lastRestart?: Date;
  readonly ipAddress?: string;
  readonly replicaSetName?: string;
  readonly replicaStateName?: string;
  readonly shardName?: string;
  readonly hiddenSecondary: boolean;
  readonly secondaryDelaySecs: number;
  readonly journalingEnabled?: boolean;
  readonly hasStartupWarnings?: boolean;
  readonly lowUlimit?: boolean;
  readonly dataSizeBytes?: number;
  readonly indexSizeBytes?: number;
  readonly systemInfo?: { readonly memSizeMB: number; readonly numCores: number };
}

/** A mongod or mongos that a project has registered. */
export interface HostRecord {
  /** MD5 of the project's id and `hostname:port`, so that a host that comes back has its former id. */
  readonly _id: string;
  readonly groupId: ObjectId;
  readonly hostname: string;
  readonly port: number;
  /** `db1.example.com:27017`: what lists are sorted by. */
  readonly hostnameAndPort: string;
  /** What else it calls itself, each `host:port`. */
  readonly aliases: readonly string[];
  readonly createdAt: Date;
  /** Counts changes by the API, not pings; the entity tag. */
  readonly revision: number;
  readonly alertsEnabled: boolean;
  readonly logsEnabled: boolean;
  readonly profilerEnabled: boolean;
  readonly sslEnabled: boolean;
  readonly authMechanismName: string;
  readonly username?: string;
  /** Encrypted. */
  readonly password?: string;
  /** Absent before the first answer. */
  readonly state?: HostState;
  readonly lastPing?: Date;
  /** Whether the last ping was answered. */
  readonly reachable: boolean;
  /** Silent for days since: hidden from lists until it answers again. */
  readonly deactivatedAt?: Date;
  readonly clusterId?: ObjectId;
  readonly parentClusterId?: ObjectId;
  /** When the next ping is due; now, for a host that is new or changed. */
  readonly pingAt: Date;
  /** Who is pinging it; void after `until`. */
  readonly pingClaim?: { readonly id: ObjectId; readonly until: Date };
}

export function hosts(db: Db): Collection<HostRecord> {
  return db.collection<HostRecord>('hosts');
}

export function hostIdOf(groupId: ObjectId, hostnameAndPort: string): string {
  return createHash('md5').update(`${groupId.toHexString()}${hostnameAndPort}`).digest('hex');
}

/** Where a host's password stands, as encryption binds it to its place. */
export function hostPasswordPlace(hostId: string): string {
  return `hosts/${hostId}/password`;
}
