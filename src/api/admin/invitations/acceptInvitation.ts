import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { fulfilInvitations } from '../invited.ts';
import { tagged } from '../revisions.ts';
import { toUserFor } from '../user-entity.ts';
import { findInvited, pendingFor } from './mine.ts';
import { findInvitation } from './record.ts';

/** Gives a user what an invitation offers, at his own wish. */
export function acceptInvitation({ store }: AdminDeps): OperationHandler<'acceptInvitation'> {
  return async (request) => {
    const caller = callerOf(request);
    const { userId, invitationId } = request.path;
    const user = await store.change(caller, async (unit) => {
      const invited = await findInvited(store, userId, unit.transaction);
      const invitation = await findInvitation(store, pendingFor(invited), invitationId, unit.transaction);
      return fulfilInvitations(store, unit, invited, [invitation]);
    });
    return { status: 200, headers: tagged(user), body: await toUserFor(store, caller, user) };
  };
}
