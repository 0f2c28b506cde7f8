import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { toTeam } from './present.ts';
import { noTeam, teamFilter } from './record.ts';

/** One team. */
export function getTeam({ store }: AdminDeps): OperationHandler<'getTeam'> {
  return async ({ path }) => {
    const team = await store.teams.findOne(teamFilter(path));
    if (team === null) throw noTeam(path.teamId);
    return { status: 200, headers: tagged(team), body: toTeam(team) };
  };
}
