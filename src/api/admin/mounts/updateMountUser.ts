import { hashPassword } from '../../../auth/index.ts';
import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { toMountUser } from './present.ts';
import { changeUsers, noMountUser } from './user-changes.ts';

/** Gives a user of a mount another password. */
export function updateMountUser({ store }: AdminDeps): OperationHandler<'updateMountUser'> {
  return async (request) => {
    const { path } = request;
    const { username } = path;
    const mount = await changeUsers(store, request, {
      eventTypeName: 'MOUNT_USER_UPDATED',
      username,
      filter: { 'users.username': username },
      update: { $set: { 'users.$.passwordHash': await hashPassword(request.body.password) } },
      refusal: () => noMountUser(path),
    });
    return { status: 200, headers: tagged(mount), body: toMountUser(mount, username) };
  };
}
