import { instant } from '../../../representation/index.ts';
import type { HostRecord } from '../../../store/index.ts';

/** A host in Atlas' words: it is known by its name. */
export function toProcess({ hostname, port, hostnameAndPort, state, lastPing, ...host }: HostRecord) {
  const { version, replicaSetName, shardName } = state ?? {};
  const group = `/groups/${host.groupId.toHexString()}`;
  return {
    id: hostnameAndPort,
    groupId: host.groupId.toHexString(),
    hostname,
    port,
    created: instant(host.createdAt),
    typeName: state?.typeName ?? ('NO_DATA' as const),
    userAlias: hostname,
    ...(lastPing !== undefined && { lastPing: instant(lastPing) }),
    ...(version !== undefined && { version }),
    ...(replicaSetName !== undefined && { replicaSetName }),
    ...(shardName !== undefined && { shardName }),
    links: [
      { rel: 'self', href: `${group}/processes/${encodeURI(hostnameAndPort)}` },
      { rel: 'group', href: group },
    ],
  };
}
