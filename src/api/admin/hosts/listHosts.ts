import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId, requireId } from '../ids.ts';
import { listRecords } from '../listing.ts';
import { toHost } from './present.ts';

/** One page of the hosts of a project, or of one of its clusters. */
export function listHosts({ store }: AdminDeps): OperationHandler<'listHosts'> {
  return async (request) => {
    const { clusterId } = request.query;
    const filter = {
      groupId: knownId(request.path.groupId),
      deactivatedAt: { $exists: false },
      ...(clusterId !== undefined && { clusterId: requireId(clusterId, 'INVALID_CLUSTER_ID') }),
    };
    const options = { filter, sort: { hostnameAndPort: 1 }, toEntity: toHost };
    return { status: 200, body: await listRecords(store.hosts, request, options) };
  };
}
