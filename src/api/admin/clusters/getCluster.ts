import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId, requireId } from '../ids.ts';
import { tagged } from '../revisions.ts';
import { toCluster } from './present.ts';
import { noCluster } from './record.ts';

/** One cluster of a project. */
export function getCluster({ store }: AdminDeps): OperationHandler<'getCluster'> {
  return async ({ path }) => {
    const _id = requireId(path.clusterId, 'INVALID_CLUSTER_ID');
    const cluster = await store.clusters.findOne({ _id, groupId: knownId(path.groupId) });
    if (cluster === null) throw noCluster(path);
    return { status: 200, headers: tagged(cluster), body: toCluster(cluster) };
  };
}
