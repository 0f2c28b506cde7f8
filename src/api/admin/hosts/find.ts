import { parseHostAndPort } from '../../../addresses/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { HostRecord, Store } from '../../../store/index.ts';
import { knownId, requireId } from '../ids.ts';

/**
 * The host that is registered under this name, or else the one that calls itself so.
 * @throws Problem HOSTNAME_AND_PORT_NOT_FOUND
 */
export async function hostNamed(store: Store, name: string, group: string): Promise<HostRecord> {
  const groupId = knownId(group);
  const hostnameAndPort = parseHostAndPort(name) ?? '';
  const host =
    (await store.hosts.findOne({ groupId, hostnameAndPort })) ??
    (await store.hosts.findOne({ groupId, aliases: hostnameAndPort }));
  if (host === null) throw new Problem('HOSTNAME_AND_PORT_NOT_FOUND', { parameters: [name, group] });
  return host;
}

/** The hosts that lists show: of a project, or of one of its clusters. @throws Problem INVALID_CLUSTER_ID */
export function listedHosts(group: string, clusterId: string | undefined) {
  return {
    groupId: knownId(group),
    deactivatedAt: { $exists: false },
    ...(clusterId !== undefined && { clusterId: requireId(clusterId, 'INVALID_CLUSTER_ID') }),
  };
}
