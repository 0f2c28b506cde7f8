import type { HostState, Membership } from '../store/index.ts';

/** The cluster that a host belongs to; undefined for a server that stands alone, or does not say. */
export function toMembership(
  { typeName, replicaSetName, shardName }: Pick<HostState, 'typeName' | 'replicaSetName' | 'shardName'>,
  shardedName: string | undefined,
): Membership | undefined {
  const sharded = shardedName === undefined ? {} : { shardedName };
  if (typeName === 'SHARD_MONGOS') return shardedName === undefined ? undefined : { typeName: 'SHARDED', shardedName };
  if (replicaSetName === undefined) return undefined;
  if (typeName === 'SHARD_CONFIG') return { typeName: 'CONFIG_SERVER_REPLICA_SET', replicaSetName, ...sharded };
  if (shardedName === undefined) return { typeName: 'REPLICA_SET', replicaSetName };
  return {
    typeName: 'SHARDED_REPLICA_SET',
    replicaSetName,
    ...sharded,
    ...(shardName !== undefined && { shardName }),
  };
}
