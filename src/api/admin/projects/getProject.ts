import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { tagged } from '../revisions.ts';
import { findCounted } from './counts.ts';
import { toProject } from './present.ts';

/** One project. */
export function getProject({ store }: AdminDeps): OperationHandler<'getProject'> {
  return async (request) => {
    const { groupId } = request.path;
    const found = await findCounted(store, knownId(groupId));
    if (found === undefined) throw new Problem('GROUP_NOT_FOUND', { parameters: [groupId] });
    const { project, counts } = found;
    return { status: 200, headers: tagged(project), body: toProject(project, request.naming, counts) };
  };
}
