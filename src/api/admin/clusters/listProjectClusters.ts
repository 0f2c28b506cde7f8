import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId, requireId } from '../ids.ts';
import { listRecords } from '../listing.ts';
import { toCluster } from './present.ts';
import { notSilent } from './record.ts';

/** One page of the clusters of a project, or of the parts of a sharded one. */
export function listProjectClusters({ store }: AdminDeps): OperationHandler<'listProjectClusters'> {
  return async (request) => {
    const { parentClusterId } = request.query;
    const filter = {
      groupId: knownId(request.path.groupId),
      ...notSilent(),
      ...(parentClusterId !== undefined && { parentClusterId: requireId(parentClusterId, 'INVALID_CLUSTER_ID') }),
    };
    const options = { filter, sort: { createdAt: 1, _id: 1 }, toEntity: toCluster };
    return { status: 200, body: await listRecords(store.clusters, request, options) };
  };
}
