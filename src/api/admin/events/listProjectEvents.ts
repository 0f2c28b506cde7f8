import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { listRecords } from '../listing.ts';
import { eventFilter } from './filter.ts';
import { toEvent } from './present.ts';

/** One page of the events of a project, the newest first. */
export function listProjectEvents({ store }: AdminDeps): OperationHandler<'listProjectEvents'> {
  return async (request) => {
    const { groupId } = request.path;
    const filter = { groupId: knownId(groupId), ...eventFilter(request.query) };
    const options = { filter, sort: { _id: -1 }, toEntity: toEvent(`/groups/${groupId}`) };
    return { status: 200, body: await listRecords(store.events, request, options) };
  };
}
