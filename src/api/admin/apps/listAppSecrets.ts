import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { listRecords } from '../listing.ts';
import { findApp } from './find.ts';
import { toSecret } from './present.ts';

/** One page of the names of an app's secrets. */
export function listAppSecrets({ store }: AdminDeps): OperationHandler<'listAppSecrets'> {
  return async (request) => {
    const app = await findApp(store, request.path);
    const options = { filter: { appId: app._id }, sort: { name: 1 }, toEntity: toSecret(app) };
    return { status: 200, body: await listRecords(store.appSecrets, request, options) };
  };
}
