import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { tagged } from '../revisions.ts';
import { countsOf } from './counts.ts';
import { toProject } from './present.ts';

/** One project. */
export function getProject({ store }: AdminDeps): OperationHandler<'getProject'> {
  return async (request) => {
    const { groupId } = request.path;
    const _id = knownId(groupId);
    const [project, counts] = await Promise.all([store.projects.findOne({ _id }), countsOf(store, [{ _id }])]);
    if (project === null) throw new Problem('GROUP_NOT_FOUND', { parameters: [groupId] });
    return { status: 200, headers: tagged(project), body: toProject(project, request.naming, counts(project)) };
  };
}
