import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { callerOf } from '../caller.ts';
import { orConflict } from '../conflicts.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { tagged, updateRecord } from '../revisions.ts';
import { countsOf } from './counts.ts';
import { toProject } from './present.ts';

/** Renames a project or changes its tags. */
export function updateProject({ store }: AdminDeps): OperationHandler<'updateProject'> {
  return async (request) => {
    const _id = knownId(request.path.groupId);
    const { name, tags } = request.body;
    const change = { ...(name !== undefined && { name }), ...(tags !== undefined && { tags }) };
    const missing = new Problem('GROUP_NOT_FOUND', { parameters: [request.path.groupId] });
    const writing = store.change(callerOf(request), async ({ transaction, tell }) => {
      const target = { collection: store.projects, filter: { _id }, request, transaction, missing };
      const updated = await updateRecord(target, { $set: change });
      await tell({ eventTypeName: 'GROUP_UPDATED', orgId: updated.orgId, groupId: _id });
      return updated;
    });
    const project = await orConflict(writing, 'GROUP_ALREADY_EXISTS', name ?? '');
    const counts = await countsOf(store, [project]);
    return { status: 200, headers: tagged(project), body: toProject(project, request.naming, counts(project)) };
  };
}
