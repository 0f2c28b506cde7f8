import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { listOf } from '../listing.ts';
import { tagged } from '../revisions.ts';
import { requireGroupRoles } from '../role-names.ts';
import { toProjectTeam } from './present.ts';
import { changeTeams, requireTeam } from './record.ts';

/** Gives a team of a project other roles there. */
export function updateProjectTeam({ store }: AdminDeps): OperationHandler<'updateProjectTeam'> {
  return async (request) => {
    const { teamId } = request.path;
    const roleNames = requireGroupRoles(request.body.roleNames);
    const project = await changeTeams(store, request, async (current, { tell }) => {
      const { _id: groupId, orgId, teams } = current;
      const changed = requireTeam(current, teamId);
      await tell({ eventTypeName: 'TEAM_ROLES_MODIFIED', orgId, groupId, target: { teamId } });
      return teams.map((team) => (team === changed ? { ...team, roleNames } : team));
    });
    return { status: 200, headers: tagged(project), body: listOf(request, project.teams.map(toProjectTeam(project))) };
  };
}
