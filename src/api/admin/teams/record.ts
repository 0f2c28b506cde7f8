import { Problem } from '../../../problem/index.ts';
import type { Store, Team, Transaction } from '../../../store/index.ts';
import { knownId, requireId } from '../ids.ts';

interface TeamInPath {
  readonly orgId: string;
  readonly teamId: string;
}

/** A team of the organization, as a filter. @throws Problem TEAM_NOT_FOUND */
export function teamFilter({ orgId, teamId }: TeamInPath) {
  return { _id: requireId(teamId, 'TEAM_NOT_FOUND'), orgId: knownId(orgId) };
}

/** @throws Problem TEAM_NOT_FOUND */
export async function findTeam(store: Store, path: TeamInPath, transaction: Transaction = {}): Promise<Team> {
  const team = await store.teams.findOne(teamFilter(path), transaction);
  if (team === null) throw noTeam(path.teamId);
  return team;
}

/** @param team its id or name */
export function noTeam(team: string): Problem {
  return new Problem('TEAM_NOT_FOUND', { parameters: [team] });
}
