import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import { changeRoles } from '../change-roles.ts';
import type { AdminDeps } from '../deps.ts';
import { holdsIn, memberOf, noMember, scopeOf } from './members.ts';

/** Takes a user out of an organization, its projects and its teams; the account stays. */
export function removeOrganizationUser({ store }: AdminDeps): OperationHandler<'removeOrganizationUser'> {
  return async (request) => {
    const { path } = request;
    await store.change(callerOf(request), async (unit) => {
      const scope = await scopeOf(store, path.orgId, unit.transaction);
      const isTaken = holdsIn(scope);
      await changeRoles(store, unit, {
        filter: memberOf(scope, path),
        request,
        missing: noMember(path),
        next: ({ roles }) => roles.filter((role) => !isTaken(role)),
        lastOwner: 'CANNOT_DELETE_LAST_OWNER',
      });
    });
    return { status: 200, body: {} };
  };
}
