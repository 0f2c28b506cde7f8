import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { toProjectTeam } from './present.ts';
import { findProject, requireTeam } from './record.ts';

/** One team of a project; its entity tag is the project's. */
export function getProjectTeam({ store }: AdminDeps): OperationHandler<'getProjectTeam'> {
  return async ({ path }) => {
    const project = await findProject(store, path.groupId);
    const team = requireTeam(project, path.teamId);
    return { status: 200, headers: tagged(project), body: toProjectTeam(project)(team) };
  };
}
