import type { OperationHandler } from '../../../contract/index.ts';
import { changeInApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';

/** Logs a user out everywhere. */
export function deleteAppUserSessions({ store, appUsers }: AdminDeps): OperationHandler<'deleteAppUserSessions'> {
  return async (request) => {
    const { appUserId: userId } = request.path;
    await changeInApp(store, request, async ({ app, transaction, tell }) => {
      await appUsers.closeAllSessions({ appId: app._id, userId }, transaction);
      await tell('APP_USER_SESSIONS_REVOKED', { appUserId: userId });
    });
    return { status: 200, body: {} };
  };
}
