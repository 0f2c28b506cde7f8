import type { Project, ProjectTeam } from '../../../store/index.ts';

export function toProjectTeam({ _id, orgId }: Project) {
  const project = `/groups/${_id.toHexString()}`;
  return ({ teamId, roleNames }: ProjectTeam) => {
    const id = teamId.toHexString();
    const links = [
      { rel: 'self', href: `${project}/teams/${id}` },
      { rel: 'group', href: project },
      { rel: 'team', href: `/orgs/${orgId.toHexString()}/teams/${id}` },
    ];
    return { teamId: id, roleNames: [...roleNames], links };
  };
}
