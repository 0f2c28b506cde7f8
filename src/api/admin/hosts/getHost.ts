import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { tagged } from '../revisions.ts';
import { toHost } from './present.ts';
import { noHost } from './record.ts';

/** One host of a project. */
export function getHost({ store }: AdminDeps): OperationHandler<'getHost'> {
  return async ({ path }) => {
    const host = await store.hosts.findOne({ _id: path.hostId, groupId: knownId(path.groupId) });
    if (host === null) throw noHost(path);
    return { status: 200, headers: tagged(host), body: toHost(host) };
  };
}
