import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import { changeRoles } from '../change-roles.ts';
import type { AdminDeps } from '../deps.ts';
import { withdrawInvitations } from '../invited.ts';
import { holdsIn, memberOf, noMember, scopeOf } from './members.ts';

/** Takes a user out of an organization, its projects and its teams, and withdraws its invitations; the account stays. */
export function removeOrganizationUser({ store }: AdminDeps): OperationHandler<'removeOrganizationUser'> {
  return async (request) => {
    const { path } = request;
    await store.change(callerOf(request), async (unit) => {
      const scope = await scopeOf(store, path.orgId, unit.transaction);
      const isTaken = holdsIn(scope);
      const { username } = await changeRoles(store, unit, {
        filter: memberOf(scope, path),
        request,
        missing: noMember(path),
        next: ({ roles }) => roles.filter((role) => !isTaken(role)),
        lastOwner: 'CANNOT_DELETE_LAST_OWNER',
      });
      await withdrawInvitations(store, unit, username, { orgId: scope.orgId });
    });
    return { status: 200, body: {} };
  };
}
