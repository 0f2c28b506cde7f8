import type { OperationHandler } from '../../../contract/index.ts';
import { findApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';
import { listRecords } from '../listing.ts';
import { newestFirst, requestFilter } from './filter.ts';
import { toLoggedRequest } from './present.ts';

/** One page of the requests to an app, the newest first. */
export function listAppLogs({ store }: AdminDeps): OperationHandler<'listAppLogs'> {
  return async (request) => {
    const { path, query } = request;
    const { _id: appId, groupId } = await findApp(store, path);
    const filter = { ...requestFilter(query), groupId, appId };
    const toEntity = toLoggedRequest(`/groups/${path.groupId}/apps/${path.appId}`);
    return { status: 200, body: await listRecords(store.requests, request, { filter, sort: newestFirst, toEntity }) };
  };
}
