import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { listRecords } from '../listing.ts';
import { toProject } from './present.ts';
import { visibleProjectsIn } from './visible.ts';

/** The projects of one organization that the caller can see. */
export function listOrganizationProjects({ store }: AdminDeps): OperationHandler<'listOrganizationProjects'> {
  return async (request) => {
    const { name } = request.query;
    const visible = visibleProjectsIn(knownId(request.path.orgId), callerOf(request));
    const filter = { ...visible, ...(name !== undefined && { name }) };
    const toEntity = (project: Parameters<typeof toProject>[0]) => toProject(project, request.naming);
    return { status: 200, body: await listRecords(store.projects, request, { filter, sort: { _id: 1 }, toEntity }) };
  };
}
