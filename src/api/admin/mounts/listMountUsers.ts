import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { listOf } from '../listing.ts';
import { toMountUser, usernamesOf } from './present.ts';
import { findMount } from './record.ts';

/** One page of the users of a mount, by name. */
export function listMountUsers({ store }: AdminDeps): OperationHandler<'listMountUsers'> {
  return async (request) => {
    const mount = await findMount(store, request.path);
    const users = usernamesOf(mount).map((username) => toMountUser(mount, username));
    return { status: 200, body: listOf(request, users) };
  };
}
