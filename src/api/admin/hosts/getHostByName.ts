import { parseHostAndPort } from '../../../addresses/index.ts';
import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { tagged } from '../revisions.ts';
import { toHost } from './present.ts';

/** The host that is registered under this name, or else the one that calls itself so. */
export function getHostByName({ store }: AdminDeps): OperationHandler<'getHostByName'> {
  return async ({ path }) => {
    const groupId = knownId(path.groupId);
    const hostnameAndPort = parseHostAndPort(path.hostnameAndPort) ?? '';
    const host =
      (await store.hosts.findOne({ groupId, hostnameAndPort })) ??
      (await store.hosts.findOne({ groupId, aliases: hostnameAndPort }));
    if (host === null)
      throw new Problem('HOSTNAME_AND_PORT_NOT_FOUND', { parameters: [path.hostnameAndPort, path.groupId] });
    return { status: 200, headers: tagged(host), body: toHost(host) };
  };
}
