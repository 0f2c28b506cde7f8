import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { hostNamed } from './find.ts';
import { toHost } from './present.ts';

/** The host with this name and port. */
export function getHostByName({ store }: AdminDeps): OperationHandler<'getHostByName'> {
  return async ({ path }) => {
    const host = await hostNamed(store, path.hostnameAndPort, path.groupId);
    return { status: 200, headers: tagged(host), body: toHost(host) };
  };
}
