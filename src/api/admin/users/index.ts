/** Users: accounts of the admin API, with roles in any number of organizations and projects. */
import type { AdminDeps } from '../deps.ts';
import { createUser } from './createUser.ts';
import { getUser } from './getUser.ts';
import { getUserByName } from './getUserByName.ts';

export function createUserHandlers(deps: AdminDeps) {
  return {
    createUser: createUser(deps),
    getUser: getUser(deps),
    getUserByName: getUserByName(deps),
  };
}
