import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { listRecords } from '../listing.ts';
import { listedHosts } from './find.ts';
import { toHost } from './present.ts';

/** One page of the hosts of a project, or of one of its clusters. */
export function listHosts({ store }: AdminDeps): OperationHandler<'listHosts'> {
  return async (request) => {
    const filter = listedHosts(request.path.groupId, request.query.clusterId);
    const options = { filter, sort: { hostnameAndPort: 1 }, toEntity: toHost };
    return { status: 200, body: await listRecords(store.hosts, request, options) };
  };
}
