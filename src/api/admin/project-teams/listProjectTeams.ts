import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { listOf } from '../listing.ts';
import { toProjectTeam } from './present.ts';
import { findProject } from './record.ts';

/** One page of a project's teams. */
export function listProjectTeams({ store }: AdminDeps): OperationHandler<'listProjectTeams'> {
  return async (request) => {
    const project = await findProject(store, request.path.groupId);
    return { status: 200, body: listOf(request, project.teams.map(toProjectTeam(project))) };
  };
}
