import { instant, type Link } from '../../../representation/index.ts';
import type { HostRecord, HostState } from '../../../store/index.ts';

/** A host with what it has told; never its password. */
export function toHost(host: HostRecord) {
  const { _id, hostname, port, state, lastPing, clusterId } = host;
  const isGone = host.deactivatedAt !== undefined;
  return {
    id: _id,
    groupId: host.groupId.toHexString(),
    hostname,
    port,
    aliases: [...host.aliases],
    created: instant(host.createdAt),
    alertsEnabled: host.alertsEnabled,
    authMechanismName: host.authMechanismName,
    logsEnabled: host.logsEnabled,
    profilerEnabled: host.profilerEnabled,
    sslEnabled: host.sslEnabled,
    ...(host.username !== undefined && { username: host.username }),
    hostEnabled: true,
    deactivated: isGone,
    hidden: isGone,
    ...(clusterId !== undefined && { clusterId: clusterId.toHexString() }),
    ...(lastPing !== undefined && { lastPing: instant(lastPing) }),
    ...told(state),
    links: links(host),
  };
}

/** Zero where that makes sense for what is not known; absent elsewhere. */
function told(state: HostState | undefined) {
  const { version, ipAddress, replicaSetName, replicaStateName, shardName, systemInfo, lastRestart } = state ?? {};
  return {
    typeName: state?.typeName ?? ('NO_DATA' as const),
    uptimeMsec: state?.uptimeMsec ?? 0,
    lastDataSizeBytes: state?.dataSizeBytes ?? 0,
    lastIndexSizeBytes: state?.indexSizeBytes ?? 0,
    secondaryDelaySecs: state?.secondaryDelaySecs ?? 0,
    hasStartupWarnings: state?.hasStartupWarnings ?? false,
    hiddenSecondary: state?.hiddenSecondary ?? false,
    journalingEnabled: state?.journalingEnabled ?? false,
    lowUlimit: state?.lowUlimit ?? false,
    ...(lastRestart !== undefined && { lastRestart: instant(lastRestart) }),
    ...(version !== undefined && { version }),
    ...(ipAddress !== undefined && { ipAddress }),
    ...(replicaSetName !== undefined && { replicaSetName }),
    ...(replicaStateName !== undefined && { replicaStateName }),
    ...(shardName !== undefined && { shardName }),
    ...(systemInfo !== undefined && { systemInfo }),
  };
}

export function hostPath({ groupId, _id }: Pick<HostRecord, 'groupId' | '_id'>): string {
  return `/groups/${groupId.toHexString()}/hosts/${_id}`;
}

function links(host: HostRecord): Link[] {
  const group = `/groups/${host.groupId.toHexString()}`;
  const isRouter = host.state?.typeName === 'SHARD_MONGOS';
  const parent = isRouter ? host.clusterId : host.parentClusterId;
  const own = isRouter ? undefined : host.clusterId;
  return [
    { rel: 'self', href: hostPath(host) },
    { rel: 'group', href: group },
    ...(own === undefined ? [] : [{ rel: 'cluster', href: `${group}/clusters/${own.toHexString()}` }]),
    ...(parent === undefined ? [] : [{ rel: 'parentCluster', href: `${group}/clusters/${parent.toHexString()}` }]),
  ];
}
