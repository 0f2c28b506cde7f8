import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { findInvited, pendingFor, placeNames } from './mine.ts';
import { toUserInvitation } from './present.ts';
import { findInvitation } from './record.ts';

/** One invitation that waits for a user. */
export function getUserInvitation({ store }: AdminDeps): OperationHandler<'getUserInvitation'> {
  return async ({ path: { userId, invitationId } }) => {
    const user = await findInvited(store, userId);
    const invitation = await findInvitation(store, pendingFor(user), invitationId);
    const nameOf = await placeNames(store, [invitation]);
    const body = toUserInvitation(invitation, nameOf(invitation), userId);
    return { status: 200, headers: tagged(invitation), body };
  };
}
