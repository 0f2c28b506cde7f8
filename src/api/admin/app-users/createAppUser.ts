import type { OperationHandler } from '../../../contract/index.ts';
import { changeInApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';
import { toAppUser, userPath } from './present.ts';

/** Makes an e-mail user. */
export function createAppUser({ store, appUsers }: AdminDeps): OperationHandler<'createAppUser'> {
  return async (request) => {
    const beginning = await appUsers.newEmailUser(request.body);
    return changeInApp(store, request, async ({ app, transaction, tell }) => {
      const user = await appUsers.insertUser({ id: app._id }, beginning, transaction);
      await tell('APP_USER_CREATED', { appUserId: user.userId });
      return { status: 201, headers: { Location: userPath(app, user) }, body: toAppUser(app)(user) } as const;
    });
  };
}
