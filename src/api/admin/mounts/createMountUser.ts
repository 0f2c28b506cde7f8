import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { hashed } from './draft.ts';
import { toMountUser, userHref, usernamesOf } from './present.ts';
import type { ProjectMount } from './record.ts';
import { changeUsers } from './user-changes.ts';

const mostUsers = 1000;

/** Lets somebody in at a mount. */
export function createMountUser({ store }: AdminDeps): OperationHandler<'createMountUser'> {
  return async (request) => {
    const { username } = request.body;
    const mount = await changeUsers(store, request, {
      eventTypeName: 'MOUNT_USER_CREATED',
      username,
      filter: {
        users: { $type: 'array' },
        'users.username': { $ne: username },
        [`users.${mostUsers - 1}`]: { $exists: false },
      },
      update: { $push: { users: await hashed(request.body) } },
      refusal: (found) => whyNot(found, username),
    });
    const headers = { ...tagged(mount), Location: userHref(mount, username) };
    return { status: 201, headers, body: toMountUser(mount, username) };
  };
}

function whyNot(mount: ProjectMount, username: string): Problem {
  if (mount.users === 'none') return new Problem('MOUNT_IS_OPEN_TO_EVERYONE', { parameters: [mount.path] });
  return usernamesOf(mount).includes(username)
    ? new Problem('MOUNT_USER_ALREADY_EXISTS', { parameters: [username] })
    : new Problem('MAX_USERS_PER_MOUNT_EXCEEDED', { parameters: [mostUsers] });
}
