import type { Filter } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { Invitation, Store, Transaction } from '../../../store/index.ts';
import { requireId } from '../ids.ts';
import type { InvitingPlace } from './place.ts';

/** Invitations that have not run out, whether MongoDB has removed those that have or not. */
export function pending(): Filter<Invitation> {
  return { expiresAt: { $gt: new Date() } };
}

/** The pending invitations into a place. */
export function pendingAt({ orgId, groupId }: InvitingPlace): Filter<Invitation> {
  return { ...pending(), orgId, groupId };
}

/** @throws Problem INVITATION_NOT_FOUND */
export function byId(invitationId: string): Filter<Invitation> {
  return { _id: requireId(invitationId, 'INVITATION_NOT_FOUND') };
}

/** @throws Problem INVITATION_NOT_FOUND */
export async function findInvitation(
  store: Store,
  scope: Filter<Invitation>,
  invitationId: string,
  transaction: Transaction = {},
): Promise<Invitation> {
  const found = await store.invitations.findOne({ ...scope, ...byId(invitationId) }, transaction);
  if (found === null) throw noInvitation(invitationId);
  return found;
}

/** @param invitation its id or username */
export function noInvitation(invitation: string): Problem {
  return new Problem('INVITATION_NOT_FOUND', { parameters: [invitation] });
}
