import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { listRecords } from '../listing.ts';
import { findApp } from './find.ts';
import { toVersion } from './present.ts';

/** One page of an app's versions, newest first. */
export function listAppVersions({ store }: AdminDeps): OperationHandler<'listAppVersions'> {
  return async (request) => {
    const app = await findApp(store, request.path);
    const options = { filter: { appId: app._id }, sort: { number: -1 }, toEntity: toVersion(app) };
    return { status: 200, body: await listRecords(store.appVersions, request, options) };
  };
}
