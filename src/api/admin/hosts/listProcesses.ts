import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { listRecords } from '../listing.ts';
import { listedHosts } from './find.ts';
import { toProcess } from './process.ts';

/** One page of the hosts of a project as Atlas shows them. */
export function listProcesses({ store }: AdminDeps): OperationHandler<'listProcesses'> {
  return async (request) => {
    const filter = listedHosts(request.path.groupId, request.query.clusterId);
    const options = { filter, sort: { hostnameAndPort: 1 }, toEntity: toProcess };
    return { status: 200, body: await listRecords(store.hosts, request, options) };
  };
}
