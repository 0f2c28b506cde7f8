import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { findApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';
import { toAppUser } from './present.ts';

/** One user. */
export function getAppUser({ store }: AdminDeps): OperationHandler<'getAppUser'> {
  return async ({ path }) => {
    const app = await findApp(store, path);
    const user = await store.appUsers.findOne({ appId: app._id, userId: path.appUserId });
    if (user === null) throw new Problem('APP_USER_NOT_FOUND', { parameters: [path.appUserId] });
    return { status: 200, body: toAppUser(app)(user) };
  };
}
