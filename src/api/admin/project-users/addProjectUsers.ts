import type { OperationHandler } from '../../../contract/index.ts';
import type { User } from '../../../store/index.ts';
import { callerOf } from '../caller.ts';
import { changeRoles } from '../change-roles.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId, requireId } from '../ids.ts';
import { requireGroupRoles } from '../role-names.ts';
import { noUser } from '../user-record.ts';

/** Gives users roles in a project instead of those that they have there, all or none. */
export function addProjectUsers({ store }: AdminDeps): OperationHandler<'addProjectUsers'> {
  return async (request) => {
    const groupId = knownId(request.path.groupId);
    const given = request.body.map(({ id, roles }) => ({
      filter: { _id: requireId(id, 'INVALID_USER_ID') },
      missing: noUser(id),
      roles: requireGroupRoles(roles.map(({ roleName }) => roleName)).map((roleName) => ({ roleName, groupId })),
    }));
    await store.change(callerOf(request), async (unit) => {
      for (const { roles, ...who } of given) {
        const next = (user: User) => [...user.roles.filter((role) => role.groupId?.equals(groupId) !== true), ...roles];
        await changeRoles(store, unit, { ...who, request, next, lastOwner: 'CANNOT_DEMOTE_LAST_OWNER' });
      }
    });
    return { status: 200, body: {} };
  };
}
