/** Teams of the organization and their roles in a project. */
import type { AdminDeps } from '../deps.ts';
import { addProjectTeams } from './addProjectTeams.ts';
import { getProjectTeam } from './getProjectTeam.ts';
import { listProjectTeams } from './listProjectTeams.ts';
import { removeProjectTeam } from './removeProjectTeam.ts';
import { updateProjectTeam } from './updateProjectTeam.ts';

export function createProjectTeamHandlers(deps: AdminDeps) {
  return {
    listProjectTeams: listProjectTeams(deps),
    addProjectTeams: addProjectTeams(deps),
    getProjectTeam: getProjectTeam(deps),
    updateProjectTeam: updateProjectTeam(deps),
    removeProjectTeam: removeProjectTeam(deps),
  };
}
