import type { OperationHandler } from '../../../contract/index.ts';
import { changeInApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';
import { toAppUser } from './present.ts';

/** Takes the e-mail address of a pending user for confirmed. */
export function confirmAppUser({ store, appUsers }: AdminDeps): OperationHandler<'confirmAppUser'> {
  return (request) => {
    const { appUserId: userId } = request.path;
    return changeInApp(store, request, async ({ app, transaction, tell }) => {
      const user = await appUsers.confirmUser({ appId: app._id, userId }, transaction);
      await tell('APP_USER_CONFIRMED', { appUserId: userId });
      return { status: 200, body: toAppUser(app)(user) } as const;
    });
  };
}
