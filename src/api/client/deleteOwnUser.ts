import type { OperationHandler } from '../../contract/index.ts';
import { accountOf } from './caller.ts';
import type { ClientDeps } from './deps.ts';

/** Deletes the user who asks, with sessions and keys. */
export function deleteOwnUser({ users }: ClientDeps): OperationHandler<'deleteOwnUser'> {
  return async (request) => {
    const { appId, userId } = accountOf(request);
    await users.deleteUser({ appId, userId });
    return { status: 204 };
  };
}
