import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { projectPlace } from './place.ts';
import { toInvitation } from './present.ts';
import { findInvitation, pendingAt } from './record.ts';

/** One pending invitation into a project. */
export function getProjectInvitation({ store }: AdminDeps): OperationHandler<'getProjectInvitation'> {
  return async ({ path }) => {
    const place = await projectPlace(store, path.groupId);
    const invitation = await findInvitation(store, pendingAt(place), path.invitationId);
    return { status: 200, headers: tagged(invitation), body: toInvitation(invitation, place.name) };
  };
}
