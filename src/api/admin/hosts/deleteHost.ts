import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { dropEmptyCluster } from '../../../store/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { deleteRecord } from '../revisions.ts';
import { noHost } from './record.ts';

/** Forgets a host, and its cluster with the last host of it. */
export function deleteHost({ store }: AdminDeps): OperationHandler<'deleteHost'> {
  return async (request) => {
    const { path } = request;
    const groupId = knownId(path.groupId);
    await store.change(callerOf(request), async ({ transaction, tell, holdProject }) => {
      // Of the last two hosts of a cluster, one goes after the other.
      if (!(await holdProject(groupId))) throw new Problem('GROUP_NOT_FOUND', { parameters: [path.groupId] });
      const filter = { _id: path.hostId, groupId };
      const target = { collection: store.hosts, filter, request, transaction, missing: noHost(path) };
      const { _id: hostId, hostname, port, clusterId } = await deleteRecord(target);
      if (clusterId !== undefined) await dropEmptyCluster(store, clusterId, transaction);
      await tell({ eventTypeName: 'DELETE_HOST_AUDIT', groupId, target: { hostId, hostname, port } });
    });
    return { status: 200, body: {} };
  };
}
