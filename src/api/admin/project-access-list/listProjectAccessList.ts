import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { listRecords } from '../listing.ts';
import { toEntry } from './present.ts';

/** One page of a project's access list. */
export function listProjectAccessList({ store }: AdminDeps): OperationHandler<'listProjectAccessList'> {
  return async (request) => {
    const filter = { groupId: knownId(request.path.groupId) };
    const options = { filter, sort: { _id: 1 }, toEntity: toEntry };
    return { status: 200, body: await listRecords(store.projectAccessList, request, options) };
  };
}
