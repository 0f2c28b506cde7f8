import type { AdminPrincipal, OperationRequest } from '../../../contract/index.ts';
import { ObjectId } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { Invitation, Store, Transaction } from '../../../store/index.ts';
import { callerOf } from '../caller.ts';
import { orConflict } from '../conflicts.ts';
import { holdPlaces } from '../role-places.ts';
import { requireUsername } from '../usernames.ts';
import { holdTeams, type Offer } from './offer.ts';
import { whereOf, type InvitingPlace } from './place.ts';

const lifeMs = 30 * 24 * 60 * 60 * 1000;

/**
 * Invites a user into a place.
 * @throws Problem INVALID_USERNAME, USER_ALREADY_IN_ORG, INVITATION_ALREADY_EXISTS or TEAM_NOT_FOUND
 */
export async function invite(
  store: Store,
  request: Pick<OperationRequest<unknown>, 'principal'>,
  place: InvitingPlace,
  { roles, teamIds = [], ...body }: Offer & { readonly roles: readonly string[]; readonly username: string },
): Promise<Invitation> {
  const caller = callerOf(request);
  const { orgId, groupId } = place;
  const username = requireUsername(body.username);
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + lifeMs);
  const _id = new ObjectId();
  const inviterUsername = inviterOf(caller);
  const invitation = {
    _id,
    orgId,
    groupId,
    username,
    inviterUsername,
    roles,
    teamIds,
    createdAt,
    expiresAt,
    revision: 1,
  };
  const writing = store.change(caller, async (unit) => {
    const { transaction, tell } = unit;
    await holdPlaces(unit, [{ roleName: '', ...(groupId === null ? { orgId } : { groupId }) }]);
    await requireStranger(store, invitation, transaction);
    await holdTeams(store, orgId, teamIds, transaction);
    // The index keeps one that has run out in the way until MongoDB removes it.
    await store.invitations.deleteMany({ orgId, groupId, username, expiresAt: { $lte: createdAt } }, transaction);
    await store.invitations.insertOne(invitation, transaction);
    const eventTypeName = groupId === null ? 'INVITED_TO_ORG' : 'INVITED_TO_GROUP';
    const target = { targetUsername: username, invitationId: _id.toHexString() };
    await tell({ eventTypeName, ...whereOf(place), target });
  });
  await orConflict(writing, 'INVITATION_ALREADY_EXISTS', username);
  return invitation;
}

function inviterOf({ user, publicKey = '' }: AdminPrincipal): string {
  return user?.username ?? publicKey;
}

/** @throws Problem USER_ALREADY_IN_ORG when the user has roles of his own in the place */
async function requireStranger(
  store: Store,
  { orgId, groupId, username }: Invitation,
  transaction: Transaction,
): Promise<void> {
  const inPlace = groupId === null ? { 'roles.orgId': orgId } : { 'roles.groupId': groupId };
  const found = await store.users.findOne({ username, ...inPlace }, { ...transaction, projection: { _id: 1 } });
  if (found !== null) throw new Problem('USER_ALREADY_IN_ORG', { parameters: [username] });
}
