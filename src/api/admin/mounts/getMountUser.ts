import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { toMountUser, usernamesOf } from './present.ts';
import { findMount } from './record.ts';
import { noMountUser } from './user-changes.ts';

/** One user of a mount. */
export function getMountUser({ store }: AdminDeps): OperationHandler<'getMountUser'> {
  return async ({ path }) => {
    const mount = await findMount(store, path);
    if (!usernamesOf(mount).includes(path.username)) throw noMountUser(path);
    return { status: 200, headers: tagged(mount), body: toMountUser(mount, path.username) };
  };
}
