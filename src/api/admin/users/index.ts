/** Users: accounts of the admin API, with roles in any number of organizations and projects. */
import type { AdminDeps } from '../deps.ts';
import { createUser } from './createUser.ts';
import { deleteUser } from './deleteUser.ts';
import { getUser } from './getUser.ts';
import { getUserByName } from './getUserByName.ts';
import { updateUser } from './updateUser.ts';

export function createUserHandlers(deps: AdminDeps) {
  return {
    createUser: createUser(deps),
    getUser: getUser(deps),
    updateUser: updateUser(deps),
    deleteUser: deleteUser(deps),
    getUserByName: getUserByName(deps),
  };
}
