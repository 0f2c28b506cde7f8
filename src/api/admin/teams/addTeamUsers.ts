import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { requireId } from '../ids.ts';
import { holdTeam, joinTeam } from '../team-members.ts';
import { listUsers } from '../user-listing.ts';
import { requireUsersById } from './members.ts';
import { noTeam, teamFilter } from './record.ts';

/** Puts users into a team, all or none. */
export function addTeamUsers({ store }: AdminDeps): OperationHandler<'addTeamUsers'> {
  return async (request) => {
    const { path, body } = request;
    const team = teamFilter(path);
    const ids = body.map(({ id }) => requireId(id, 'USER_NOT_FOUND'));
    await store.change(callerOf(request), async (unit) => {
      if (!(await holdTeam(store, team, unit.transaction))) throw noTeam(path.teamId);
      await joinTeam(store, unit, team, await requireUsersById(store, team.orgId, ids, unit.transaction));
    });
    return { status: 200, body: await listUsers(store, request, { teamIds: team._id }) };
  };
}
