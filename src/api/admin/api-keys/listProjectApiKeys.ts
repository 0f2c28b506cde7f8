import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { listRecords } from '../listing.ts';
import { toApiKey } from './present.ts';

/** One page of the keys that have roles in a project. */
export function listProjectApiKeys({ store }: AdminDeps): OperationHandler<'listProjectApiKeys'> {
  return async (request) => {
    const filter = { 'roles.groupId': knownId(request.path.groupId) };
    const options = { filter, sort: { _id: 1 }, toEntity: (key: Parameters<typeof toApiKey>[0]) => toApiKey(key) };
    return { status: 200, body: await listRecords(store.apiKeys, request, options) };
  };
}
