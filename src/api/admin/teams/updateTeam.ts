import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import { orConflict } from '../conflicts.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged, updateRecord } from '../revisions.ts';
import { toTeam } from './present.ts';
import { noTeam, teamFilter } from './record.ts';

/** Gives a team another name. */
export function updateTeam({ store }: AdminDeps): OperationHandler<'updateTeam'> {
  return async (request) => {
    const { name } = request.body;
    const { teamId } = request.path;
    const filter = teamFilter(request.path);
    const writing = store.change(callerOf(request), async ({ transaction, tell }) => {
      const target = { collection: store.teams, filter, request, transaction, missing: noTeam(teamId) };
      await tell({ eventTypeName: 'TEAM_NAME_CHANGED', orgId: filter.orgId, target: { teamId } });
      return updateRecord(target, { $set: { name } });
    });
    const team = await orConflict(writing, 'TEAM_ALREADY_EXISTS', name);
    return { status: 200, headers: tagged(team), body: toTeam(team) };
  };
}
