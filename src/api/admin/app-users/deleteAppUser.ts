import type { OperationHandler } from '../../../contract/index.ts';
import { changeInApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';

/** Deletes a user with sessions and API keys. */
export function deleteAppUser({ store, appUsers }: AdminDeps): OperationHandler<'deleteAppUser'> {
  return async (request) => {
    const { appUserId: userId } = request.path;
    await changeInApp(store, request, async ({ app, transaction, tell }) => {
      await appUsers.deleteUser({ appId: app._id, userId }, transaction);
      await tell('APP_USER_DELETED', { appUserId: userId });
    });
    return { status: 200, body: {} };
  };
}
