import type { ClusterRecord, HostRecord } from '../../../store/index.ts';

/** A project's clusters and standalone servers at a glance. A sharded cluster is one, with all its parts. */
export function summarise(clusters: readonly ClusterRecord[], hosts: readonly HostRecord[]) {
  const whole = clusters.filter(({ parentClusterId }) => parentClusterId === undefined);
  return [
    ...whole.map((cluster) => ({
      clusterId: cluster._id.toHexString(),
      name: cluster.clusterName,
      type: cluster.typeName === 'SHARDED' ? ('sharded cluster' as const) : ('replica set' as const),
      ...ofHosts(hosts.filter((host) => belongs(host, cluster))),
    })),
    ...hosts.filter(isAlone).map((host) => ({
      clusterId: host._id,
      name: host.hostnameAndPort,
      type: 'standalone' as const,
      ...ofHosts([host]),
    })),
  ];
}

function belongs({ clusterId, parentClusterId }: HostRecord, { _id }: ClusterRecord): boolean {
  return _id.equals(clusterId) || _id.equals(parentClusterId);
}

function isAlone({ state, clusterId }: HostRecord): boolean {
  return state !== undefined && clusterId === undefined;
}

function ofHosts(hosts: readonly HostRecord[]) {
  const sets = [...Map.groupBy(hosts.filter(keepsData), ({ clusterId }) => clusterId?.toHexString()).values()];
  const versions = hosts.flatMap(({ state }) => state?.version ?? []);
  return {
    alertCount: 0,
    authEnabled: hosts.some(({ authMechanismName }) => authMechanismName !== 'NONE'),
    availability: availability(hosts, sets),
    backupEnabled: false,
    dataSizeBytes: sets.reduce((sum, set) => sum + Math.max(...set.map(({ state }) => state?.dataSizeBytes ?? 0)), 0),
    nodeCount: hosts.length,
    sslEnabled: hosts.some(({ sslEnabled }) => sslEnabled),
    versions: [...new Set(versions)].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })),
  };
}

function keepsData({ state }: HostRecord): boolean {
  return state?.typeName !== 'SHARD_MONGOS';
}

function availability(
  hosts: readonly HostRecord[],
  sets: readonly (readonly HostRecord[])[],
): 'available' | 'warning' | 'unavailable' | 'dead' {
  const answering = hosts.filter(({ reachable }) => reachable);
  if (answering.length === 0) return 'dead';
  if (!sets.every((set) => set.some(takesWrites))) return 'unavailable';
  return answering.length === hosts.length ? 'available' : 'warning';
}

function takesWrites({ reachable, state }: HostRecord): boolean {
  return reachable && (state?.replicaStateName ?? 'PRIMARY') === 'PRIMARY';
}
