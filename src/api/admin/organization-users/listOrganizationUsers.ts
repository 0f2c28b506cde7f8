import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { listUsers } from '../user-listing.ts';
import { membersOf, scopeOf } from './members.ts';

/** One page of the users of an organization. */
export function listOrganizationUsers({ store }: AdminDeps): OperationHandler<'listOrganizationUsers'> {
  return async (request) => {
    const filter = membersOf(await scopeOf(store, request.path.orgId));
    return { status: 200, body: await listUsers(store, request, filter) };
  };
}
