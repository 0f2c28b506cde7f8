import type { Team } from '../../../store/index.ts';

export function toTeam(team: Team) {
  const self = teamPath(team);
  const links = [
    { rel: 'self', href: self },
    { rel: 'org', href: `/orgs/${team.orgId.toHexString()}` },
    { rel: 'users', href: `${self}/users` },
  ];
  return { id: team._id.toHexString(), name: team.name, links };
}

export function teamPath({ _id, orgId }: Team): string {
  return `/orgs/${orgId.toHexString()}/teams/${_id.toHexString()}`;
}
