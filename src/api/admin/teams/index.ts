/** Teams: users of an organization who have the same roles in its projects. */
import type { AdminDeps } from '../deps.ts';
import { addTeamUsers } from './addTeamUsers.ts';
import { createTeam } from './createTeam.ts';
import { deleteTeam } from './deleteTeam.ts';
import { getTeam } from './getTeam.ts';
import { getTeamByName } from './getTeamByName.ts';
import { listTeams } from './listTeams.ts';
import { listTeamUsers } from './listTeamUsers.ts';
import { removeTeamUser } from './removeTeamUser.ts';
import { updateTeam } from './updateTeam.ts';

export function createTeamHandlers(deps: AdminDeps) {
  return {
    listTeams: listTeams(deps),
    createTeam: createTeam(deps),
    getTeam: getTeam(deps),
    getTeamByName: getTeamByName(deps),
    updateTeam: updateTeam(deps),
    deleteTeam: deleteTeam(deps),
    listTeamUsers: listTeamUsers(deps),
    addTeamUsers: addTeamUsers(deps),
    removeTeamUser: removeTeamUser(deps),
  };
}
