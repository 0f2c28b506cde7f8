import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { listRecords } from '../listing.ts';
import { eventFilter } from './filter.ts';
import { toEvent } from './present.ts';

/** One page of the events of an organization, the newest first. */
export function listOrganizationEvents({ store }: AdminDeps): OperationHandler<'listOrganizationEvents'> {
  return async (request) => {
    const { orgId } = request.path;
    const filter = { orgId: knownId(orgId), ...eventFilter(request.query) };
    const options = { filter, sort: { _id: -1 }, toEntity: toEvent(`/orgs/${orgId}`) };
    return { status: 200, body: await listRecords(store.events, request, options) };
  };
}
