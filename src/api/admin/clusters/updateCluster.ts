import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { ClusterTypeName } from '../../../store/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId, requireId } from '../ids.ts';
import { tagged, updateRecord } from '../revisions.ts';
import { toCluster } from './present.ts';
import { noCluster } from './record.ts';

const sharded: readonly ClusterTypeName[] = ['SHARDED', 'SHARDED_REPLICA_SET'];

/** Renames a sharded cluster or a part of it. */
export function updateCluster({ store }: AdminDeps): OperationHandler<'updateCluster'> {
  return async (request) => {
    const { path } = request;
    const { clusterName } = request.body;
    const groupId = knownId(path.groupId);
    const filter = { _id: requireId(path.clusterId, 'INVALID_CLUSTER_ID'), groupId };
    const updated = await store.change(callerOf(request), async ({ transaction, tell }) => {
      const target = { collection: store.clusters, filter, request, transaction, missing: noCluster(path) };
      const cluster = await updateRecord(target, { $set: { clusterName } });
      if (!sharded.includes(cluster.typeName)) throw new Problem('NOT_SHARDED', { parameters: [path.clusterId] });
      const of = { clusterId: path.clusterId.toLowerCase(), clusterName };
      await tell({ eventTypeName: 'UPDATE_CLUSTER_AUDIT', groupId, target: of });
      return cluster;
    });
    return { status: 200, headers: tagged(updated), body: toCluster(updated) };
  };
}
