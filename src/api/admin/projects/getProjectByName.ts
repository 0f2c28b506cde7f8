import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { countsOf } from './counts.ts';
import { toProject } from './present.ts';
import { visibleProjects } from '../visible.ts';

/** The one project of this name that the caller can see; names are unique in an organization only. */
export function getProjectByName({ store }: AdminDeps): OperationHandler<'getProjectByName'> {
  return async (request) => {
    const { projectName: name } = request.path;
    const visible = await visibleProjects(store, callerOf(request));
    const found = await store.projects
      .find({ ...visible, name })
      .limit(2)
      .toArray();
    const [project] = found;
    if (project === undefined) throw new Problem('GROUP_NAME_NOT_FOUND', { parameters: [name] });
    if (found.length > 1) throw new Problem('MULTIPLE_GROUPS', { parameters: [name] });
    const counts = await countsOf(store, [project]);
    return { status: 200, headers: tagged(project), body: toProject(project, request.naming, counts(project)) };
  };
}
