import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { listRecords } from '../listing.ts';
import { toApp } from './present.ts';

/** One page of a project's apps. */
export function listApps({ store }: AdminDeps): OperationHandler<'listApps'> {
  return async (request) => {
    const { clientAppId } = request.query;
    const filter = { groupId: knownId(request.path.groupId), ...(clientAppId !== undefined && { clientAppId }) };
    const options = { filter, sort: { groupId: 1, clientAppId: 1 }, toEntity: toApp };
    return { status: 200, body: await listRecords(store.apps, request, options) };
  };
}
