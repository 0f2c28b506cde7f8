import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { setProjectRoles } from './set-roles.ts';

/** Takes a user out of a project. */
export function removeProjectUser({ store }: AdminDeps): OperationHandler<'removeProjectUser'> {
  return async (request) => {
    await setProjectRoles(store, request, [], 'CANNOT_DELETE_LAST_OWNER');
    return { status: 200, body: {} };
  };
}
