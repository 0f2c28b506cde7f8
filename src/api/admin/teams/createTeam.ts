import type { OperationHandler } from '../../../contract/index.ts';
import { ObjectId } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import { callerOf } from '../caller.ts';
import { orConflict } from '../conflicts.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { tagged } from '../revisions.ts';
import { joinTeam } from '../team-members.ts';
import { requireUsersByName } from './members.ts';
import { teamPath, toTeam } from './present.ts';

const mostTeams = 250;

/** Makes a team of users of the organization. */
export function createTeam({ store }: AdminDeps): OperationHandler<'createTeam'> {
  return async (request) => {
    const { name, usernames = [] } = request.body;
    const orgId = knownId(request.path.orgId);
    const team = { _id: new ObjectId(), orgId, name, createdAt: new Date(), revision: 1 };
    const teamId = team._id.toHexString();
    const writing = store.change(callerOf(request), async (unit) => {
      const { transaction, tell, holdOrganization } = unit;
      if (!(await holdOrganization(orgId))) throw new Problem('ORG_NOT_FOUND', { parameters: [request.path.orgId] });
      const count = await store.teams.countDocuments({ orgId }, transaction);
      if (count >= mostTeams) throw new Problem('MAX_TEAMS_PER_ORG_EXCEEDED', { parameters: [count] });
      await store.teams.insertOne(team, transaction);
      await tell({ eventTypeName: 'TEAM_CREATED', orgId, target: { teamId } });
      const members = await requireUsersByName(store, orgId, usernames, transaction);
      await joinTeam(store, unit, team, members);
      return members;
    });
    const members = await orConflict(writing, 'TEAM_ALREADY_EXISTS', name);
    const body = { ...toTeam(team), usernames: members.map(({ username }) => username) };
    return { status: 201, headers: { ...tagged(team), Location: teamPath(team) }, body };
  };
}
