/** Users of a project: those with a role in it. */
import type { AdminDeps } from '../deps.ts';
import { addProjectUsers } from './addProjectUsers.ts';
import { listProjectUsers } from './listProjectUsers.ts';
import { removeProjectUser } from './removeProjectUser.ts';
import { replaceProjectUserRoles } from './replaceProjectUserRoles.ts';

export function createProjectUserHandlers(deps: AdminDeps) {
  return {
    listProjectUsers: listProjectUsers(deps),
    addProjectUsers: addProjectUsers(deps),
    removeProjectUser: removeProjectUser(deps),
    replaceProjectUserRoles: replaceProjectUserRoles(deps),
  };
}
