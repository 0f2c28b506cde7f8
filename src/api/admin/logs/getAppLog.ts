import type { OperationHandler } from '../../../contract/index.ts';
import { findApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';
import { findRequest } from './find-request.ts';
import { toLoggedRequest } from './present.ts';

/** One request to an app. */
export function getAppLog({ store }: AdminDeps): OperationHandler<'getAppLog'> {
  return async ({ path }) => {
    const { _id: appId, groupId } = await findApp(store, path);
    const record = await findRequest(store, { groupId, appId, requestId: path.requestId });
    return { status: 200, body: toLoggedRequest(`/groups/${path.groupId}/apps/${path.appId}`)(record) };
  };
}
