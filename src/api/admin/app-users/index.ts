/** Who may log in to an app, as its administrators see them. */
import type { AdminDeps } from '../deps.ts';
import { confirmAppUser } from './confirmAppUser.ts';
import { createAppUser } from './createAppUser.ts';
import { deleteAppUser } from './deleteAppUser.ts';
import { deleteAppUserSessions } from './deleteAppUserSessions.ts';
import { getAppUser } from './getAppUser.ts';
import { importAppUsers } from './importAppUsers.ts';
import { listAppUsers } from './listAppUsers.ts';
import { updateAppUser } from './updateAppUser.ts';

export function createAppUserHandlers(deps: AdminDeps) {
  return {
    listAppUsers: listAppUsers(deps),
    createAppUser: createAppUser(deps),
    getAppUser: getAppUser(deps),
    updateAppUser: updateAppUser(deps),
    deleteAppUser: deleteAppUser(deps),
    importAppUsers: importAppUsers(deps),
    confirmAppUser: confirmAppUser(deps),
    deleteAppUserSessions: deleteAppUserSessions(deps),
  };
}
