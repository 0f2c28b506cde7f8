import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { changeUsers, noMountUser } from './user-changes.ts';

/** Lets a user of a mount in no more. */
export function deleteMountUser({ store }: AdminDeps): OperationHandler<'deleteMountUser'> {
  return async (request) => {
    const { path } = request;
    const { username } = path;
    await changeUsers(store, request, {
      eventTypeName: 'MOUNT_USER_DELETED',
      username,
      filter: { 'users.username': username },
      update: { $pull: { users: { username } } },
      refusal: () => noMountUser(path),
    });
    return { status: 200, body: {} };
  };
}
