import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { setProjectRoles } from './project-roles.ts';

/** Takes a key out of a project; the key itself stays. */
export function removeProjectApiKey({ store }: AdminDeps): OperationHandler<'removeProjectApiKey'> {
  return async (request) => {
    await setProjectRoles(store, request, { eventTypeName: 'API_KEY_REMOVED_FROM_GROUP', roles: [] });
    return { status: 200, body: {} };
  };
}
