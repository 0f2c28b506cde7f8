import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { pageOfProjects } from './page.ts';
import { visibleProjects } from '../visible.ts';

/** One page of the projects that the caller can see. */
export function listProjects({ store }: AdminDeps): OperationHandler<'listProjects'> {
  return async (request) => {
    const { name } = request.query;
    const visible = await visibleProjects(store, callerOf(request));
    const filter = { ...visible, ...(name !== undefined && { name }) };
    return { status: 200, body: await pageOfProjects(store, request, filter) };
  };
}
