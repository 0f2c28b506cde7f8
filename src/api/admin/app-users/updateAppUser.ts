import type { OperationHandler } from '../../../contract/index.ts';
import { changeInApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';
import { toAppUser } from './present.ts';

/** Keeps a user out, or lets the user in again. */
export function updateAppUser({ store, appUsers }: AdminDeps): OperationHandler<'updateAppUser'> {
  return async (request) => {
    const { appUserId: userId } = request.path;
    const { disabled } = request.body;
    return changeInApp(store, request, async ({ app, transaction, tell }) => {
      const user = await appUsers.setUserDisabled({ appId: app._id, userId }, disabled, transaction);
      await tell(disabled ? 'APP_USER_DISABLED' : 'APP_USER_ENABLED', { appUserId: userId });
      return { status: 200, body: toAppUser(app)(user) } as const;
    });
  };
}
