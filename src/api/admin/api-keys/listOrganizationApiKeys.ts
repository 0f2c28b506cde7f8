import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { listRecords } from '../listing.ts';
import { toApiKey } from './present.ts';

/** One page of the keys of an organization. */
export function listOrganizationApiKeys({ store }: AdminDeps): OperationHandler<'listOrganizationApiKeys'> {
  return async (request) => {
    const filter = { orgId: knownId(request.path.orgId) };
    const options = { filter, sort: { _id: 1 }, toEntity: (key: Parameters<typeof toApiKey>[0]) => toApiKey(key) };
    return { status: 200, body: await listRecords(store.apiKeys, request, options) };
  };
}
