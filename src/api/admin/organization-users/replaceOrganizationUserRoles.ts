import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import { changeRoles } from '../change-roles.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { tagged } from '../revisions.ts';
import { requireOrgRoles } from '../role-names.ts';
import { memberOf, noMember, scopeOf } from './members.ts';

/** Gives a user of an organization exactly these roles there. */
export function replaceOrganizationUserRoles({ store }: AdminDeps): OperationHandler<'replaceOrganizationUserRoles'> {
  return async (request) => {
    const { path } = request;
    const orgId = knownId(path.orgId);
    const orgRoles = requireOrgRoles(request.body.orgRoles);
    const given = orgRoles.map((roleName) => ({ roleName, orgId }));
    const user = await store.change(callerOf(request), async (unit) =>
      changeRoles(store, unit, {
        filter: memberOf(await scopeOf(store, path.orgId, unit.transaction), path),
        request,
        missing: noMember(path),
        next: ({ roles }) => [...roles.filter((role) => role.orgId?.equals(orgId) !== true), ...given],
        lastOwner: 'CANNOT_DEMOTE_LAST_OWNER',
      }),
    );
    return { status: 200, headers: tagged(user), body: { orgRoles } };
  };
}
