import type { OperationHandler } from '../../../contract/index.ts';
import { findApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';
import { listRecords } from '../listing.ts';
import { toAppApiKey } from './present.ts';

/** One page of an app's server keys, or of the keys of one user. */
export function listAppApiKeys({ store }: AdminDeps): OperationHandler<'listAppApiKeys'> {
  return async (request) => {
    const { userId } = request.query;
    const app = await findApp(store, request.path);
    const filter = { appId: app._id, ...(userId === undefined ? { kind: 'server' as const } : { userId }) };
    const options = { filter, sort: { createdAt: 1, _id: 1 }, toEntity: toAppApiKey(app) };
    return { status: 200, body: await listRecords(store.appApiKeys, request, options) };
  };
}
