/** Users of an organization: those with a role in it or in one of its projects. */
import type { AdminDeps } from '../deps.ts';
import { listOrganizationUsers } from './listOrganizationUsers.ts';
import { removeOrganizationUser } from './removeOrganizationUser.ts';
import { replaceOrganizationUserRoles } from './replaceOrganizationUserRoles.ts';

export function createOrganizationUserHandlers(deps: AdminDeps) {
  return {
    listOrganizationUsers: listOrganizationUsers(deps),
    removeOrganizationUser: removeOrganizationUser(deps),
    replaceOrganizationUserRoles: replaceOrganizationUserRoles(deps),
  };
}
