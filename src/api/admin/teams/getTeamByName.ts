import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { tagged } from '../revisions.ts';
import { toTeam } from './present.ts';
import { noTeam } from './record.ts';

/** The organization's team of this name. */
export function getTeamByName({ store }: AdminDeps): OperationHandler<'getTeamByName'> {
  return async ({ path }) => {
    const team = await store.teams.findOne({ orgId: knownId(path.orgId), name: path.teamName });
    if (team === null) throw noTeam(path.teamName);
    return { status: 200, headers: tagged(team), body: toTeam(team) };
  };
}
