import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { visibleProjectsIn } from '../visible.ts';
import { pageOfProjects } from './page.ts';

/** The projects of one organization that the caller can see. */
export function listOrganizationProjects({ store }: AdminDeps): OperationHandler<'listOrganizationProjects'> {
  return async (request) => {
    const { name } = request.query;
    const visible = visibleProjectsIn(knownId(request.path.orgId), callerOf(request));
    const filter = { ...visible, ...(name !== undefined && { name }) };
    return { status: 200, body: await pageOfProjects(store, request, filter) };
  };
}
