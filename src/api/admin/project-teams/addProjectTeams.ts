import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { AdminDeps } from '../deps.ts';
import { requireId } from '../ids.ts';
import { listOf } from '../listing.ts';
import { requireGroupRoles } from '../role-names.ts';
import { holdTeam } from '../team-members.ts';
import { toProjectTeam } from './present.ts';
import { changeTeams, noTeam } from './record.ts';

/** Adds teams to a project, all or none; those that are in it already get other roles. */
export function addProjectTeams({ store }: AdminDeps): OperationHandler<'addProjectTeams'> {
  return async (request) => {
    const added = request.body.map(({ teamId, roleNames }) => ({
      teamId: requireId(teamId, 'TEAM_NOT_FOUND'),
      roleNames: requireGroupRoles(roleNames),
    }));
    const ids = new Set(added.map(({ teamId }) => teamId.toHexString()));
    if (ids.size < added.length)
      throw new Problem('INVALID_ATTRIBUTE', { parameters: ['teamId'], detail: 'A teamId stands in the list twice.' });
    const project = await changeTeams(store, request, async ({ _id: groupId, orgId, teams }, { transaction, tell }) => {
      for (const { teamId } of added) {
        if (!(await holdTeam(store, { _id: teamId, orgId }, transaction))) throw noTeam(teamId.toHexString());
        await tell({ eventTypeName: 'TEAM_ADDED_TO_GROUP', orgId, groupId, target: { teamId: teamId.toHexString() } });
      }
      return [...teams.filter(({ teamId }) => !ids.has(teamId.toHexString())), ...added];
    });
    return { status: 200, body: listOf(request, project.teams.map(toProjectTeam(project))) };
  };
}
