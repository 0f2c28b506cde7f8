import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { requireGroupRoles } from '../role-names.ts';
import { setProjectRoles } from './set-roles.ts';

/** Gives a user of a project exactly these roles there. */
export function replaceProjectUserRoles({ store }: AdminDeps): OperationHandler<'replaceProjectUserRoles'> {
  return async (request) => {
    const groupRoles = requireGroupRoles(request.body.groupRoles);
    const user = await setProjectRoles(store, request, groupRoles, 'CANNOT_DEMOTE_LAST_OWNER');
    return { status: 200, headers: tagged(user), body: { groupRoles } };
  };
}
