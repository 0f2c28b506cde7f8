import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { deleteRecord } from '../revisions.ts';
import { forgetTeams } from '../team-members.ts';
import { noTeam, teamFilter } from './record.ts';

/** Deletes a team; users and projects lose it at once. */
export function deleteTeam({ store }: AdminDeps): OperationHandler<'deleteTeam'> {
  return async (request) => {
    const { teamId } = request.path;
    const filter = teamFilter(request.path);
    await store.change(callerOf(request), async ({ transaction, tell }) => {
      const target = { collection: store.teams, filter, request, transaction, missing: noTeam(teamId) };
      await deleteRecord(target);
      await forgetTeams(store, [filter._id], transaction);
      await tell({ eventTypeName: 'TEAM_DELETED', orgId: filter.orgId, target: { teamId } });
    });
    return { status: 200, body: {} };
  };
}
