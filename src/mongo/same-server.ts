import type { TopologyDescription } from 'mongodb';

/**
 * Whether two deployments have a server in common, by the addresses that were connected to and by what the servers say of
 * themselves: since MongoDB 4.4 each process has an id, so that a second name of a host does not hide it.
 */
export function haveServerInCommon(one: TopologyDescription, other: TopologyDescription): boolean {
  const known = identities(other);
  return [...identities(one)].some((identity) => known.has(identity));
}

function identities({ servers }: TopologyDescription): Set<string> {
  return new Set(
    [...servers.values()].flatMap(({ address, topologyVersion }) =>
      topologyVersion === null ? [address] : [address, topologyVersion.processId.toHexString()],
    ),
  );
}
