import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { changeTeams, requireTeam } from './record.ts';

/** Takes a team out of a project. */
export function removeProjectTeam({ store }: AdminDeps): OperationHandler<'removeProjectTeam'> {
  return async (request) => {
    const { teamId } = request.path;
    await changeTeams(store, request, async (project, { tell }) => {
      const removed = requireTeam(project, teamId);
      await tell({
        eventTypeName: 'TEAM_REMOVED_FROM_GROUP',
        orgId: project.orgId,
        groupId: project._id,
        target: { teamId },
      });
      return project.teams.filter((team) => team !== removed);
    });
    return { status: 200, body: {} };
  };
}
