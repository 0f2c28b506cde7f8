import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { listRecords } from '../listing.ts';
import { newestFirst, requestFilter } from './filter.ts';
import { toLoggedRequest } from './present.ts';

/** One page of the requests of a project, the newest first. */
export function listProjectLogs({ store }: AdminDeps): OperationHandler<'listProjectLogs'> {
  return async (request) => {
    const { groupId } = request.path;
    const filter = { ...requestFilter(request.query), groupId: knownId(groupId) };
    const toEntity = toLoggedRequest(`/groups/${groupId}`);
    return { status: 200, body: await listRecords(store.requests, request, { filter, sort: newestFirst, toEntity }) };
  };
}
