import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { findInvited, pendingFor, placeNames } from './mine.ts';
import { toUserInvitation } from './present.ts';

/** The invitations that wait for a user. */
export function listUserInvitations({ store }: AdminDeps): OperationHandler<'listUserInvitations'> {
  return async ({ path: { userId } }) => {
    const user = await findInvited(store, userId);
    const found = await store.invitations.find(pendingFor(user)).sort({ _id: 1 }).toArray();
    const nameOf = await placeNames(store, found);
    return { status: 200, body: found.map((invitation) => toUserInvitation(invitation, nameOf(invitation), userId)) };
  };
}
