import { Problem } from '../../../problem/index.ts';
import { knownId, requireId } from '../ids.ts';

interface TeamInPath {
  readonly orgId: string;
  readonly teamId: string;
}

/** A team of the organization, as a filter. @throws Problem TEAM_NOT_FOUND */
export function teamFilter({ orgId, teamId }: TeamInPath) {
  return { _id: requireId(teamId, 'TEAM_NOT_FOUND'), orgId: knownId(orgId) };
}

/** @param team its id or name */
export function noTeam(team: string): Problem {
  return new Problem('TEAM_NOT_FOUND', { parameters: [team] });
}
