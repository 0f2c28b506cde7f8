import type { OperationRequest } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { Project, ProjectTeam, Store, UnitOfWork } from '../../../store/index.ts';
import { callerOf } from '../caller.ts';
import { knownId, requireId } from '../ids.ts';
import { updateRecord } from '../revisions.ts';

/** @throws Problem GROUP_NOT_FOUND when it has been deleted meanwhile */
export async function findProject(store: Store, groupId: string): Promise<Project> {
  const project = await store.projects.findOne({ _id: knownId(groupId) });
  if (project === null) throw noProject(groupId);
  return project;
}

/** The team of this id in the project. @throws Problem TEAM_NOT_FOUND */
export function requireTeam({ teams }: Project, teamId: string): ProjectTeam {
  const id = requireId(teamId, 'TEAM_NOT_FOUND');
  const team = teams.find((candidate) => candidate.teamId.equals(id));
  if (team === undefined) throw noTeam(teamId);
  return team;
}

export function noTeam(teamId: string): Problem {
  return new Problem('TEAM_NOT_FOUND', { parameters: [teamId] });
}

type Request = Pick<OperationRequest<unknown>, 'headers' | 'principal'> & {
  readonly path: { readonly groupId: string };
};

/** Changes the teams of a project; `change` makes the new list from the project as it is. → the project as it is then */
export async function changeTeams(
  store: Store,
  request: Request,
  change: (project: Project, unit: UnitOfWork) => Promise<readonly ProjectTeam[]>,
): Promise<Project> {
  const { groupId } = request.path;
  const _id = knownId(groupId);
  return store.change(callerOf(request), async (unit) => {
    const { transaction } = unit;
    const project = await store.projects.findOne({ _id }, transaction);
    if (project === null) throw noProject(groupId);
    const teams = await change(project, unit);
    const missing = noProject(groupId);
    return updateRecord(
      { collection: store.projects, filter: { _id }, request, transaction, missing },
      { $set: { teams } },
    );
  });
}

function noProject(groupId: string): Problem {
  return new Problem('GROUP_NOT_FOUND', { parameters: [groupId] });
}
