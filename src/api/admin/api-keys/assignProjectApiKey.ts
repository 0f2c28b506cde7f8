import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { tagged } from '../revisions.ts';
import { toApiKey } from './present.ts';
import { setProjectRoles } from './project-roles.ts';
import { rolesInProject } from './role-names.ts';

/** Assigns a key to a project, or changes its roles there. */
export function assignProjectApiKey({ store }: AdminDeps): OperationHandler<'assignProjectApiKey'> {
  return async (request) => {
    const roles = rolesInProject(request.body.roles, knownId(request.path.groupId));
    const key = await setProjectRoles(store, request, { eventTypeName: 'API_KEY_ASSIGNED_TO_GROUP', roles });
    return { status: 200, headers: tagged(key), body: toApiKey(key) };
  };
}
