import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { withdraw } from './change.ts';
import { projectPlace } from './place.ts';

/** Withdraws an invitation into a project. */
export function deleteProjectInvitation({ store }: AdminDeps): OperationHandler<'deleteProjectInvitation'> {
  return async (request) => {
    const { groupId, invitationId } = request.path;
    await withdraw(store, request, await projectPlace(store, groupId), invitationId);
    return { status: 200, body: {} };
  };
}
