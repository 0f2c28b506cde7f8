import type { ApiKeyRole, Change, Invitation, Store, Transaction, UnitOfWork, User } from '../../store/index.ts';
import { holdPlaces, type RolePlace } from './role-places.ts';
import { hasRoom, holdTeam, joinTeam } from './team-members.ts';
import { eachOnce } from './user-roles.ts';

/** The invitations that the account of this username gets when it is made; one whose teams have no room stays pending. */
export async function invitationsFor(store: Store, username: string, transaction: Transaction): Promise<Invitation[]> {
  const found = await store.invitations.find({ username, expiresAt: { $gt: new Date() } }, transaction).toArray();
  const possible: Invitation[] = [];
  for (const invitation of found) if (await hasRoom(store, invitation.teamIds, transaction)) possible.push(invitation);
  return possible;
}

/**
 * Gives a user what these invitations promise, which are spent thereby. → the user as it is then
 * @throws Problem MAX_USERS_PER_TEAM_EXCEEDED
 */
export async function fulfilInvitations(
  store: Store,
  unit: UnitOfWork,
  user: User,
  invitations: readonly Invitation[],
): Promise<User> {
  const { transaction } = unit;
  const { _id } = user;
  const promised = invitations.flatMap(rolesOfInvitation);
  if (promised.length === 0) return user;
  await holdPlaces(unit, promised);
  await store.invitations.deleteMany({ _id: { $in: invitations.map((invitation) => invitation._id) } }, transaction);
  const roles = eachOnce([...user.roles, ...promised]);
  await store.users.updateOne({ _id }, { $set: { roles }, $inc: { revision: 1 } }, transaction);
  for (const invitation of invitations) await join(store, unit, user, invitation);
  return (await store.users.findOne({ _id }, transaction)) ?? user;
}

async function join(store: Store, unit: UnitOfWork, user: User, invitation: Invitation): Promise<void> {
  const { _id, orgId, groupId, teamIds } = invitation;
  const target = { targetUsername: user.username, invitationId: _id.toHexString() };
  if (groupId === null) await unit.tell({ eventTypeName: 'JOINED_ORG', orgId, target });
  else await unit.tell({ eventTypeName: 'JOINED_GROUP', orgId, groupId, target });
  for (const teamId of teamIds) {
    const team = { _id: teamId, orgId };
    if (await holdTeam(store, team, unit.transaction)) await joinTeam(store, unit, team, [user]);
  }
}

/** Withdraws what waits for a user in a place and below it, or everywhere: who is sent away does not come back by an old invitation. */
export async function withdrawInvitations(
  store: Store,
  { transaction, tell }: UnitOfWork,
  username: string,
  { orgId, groupId }: RolePlace = {},
): Promise<void> {
  const place = groupId === undefined ? { ...(orgId && { orgId }) } : { groupId };
  const waiting = { ...place, username, expiresAt: { $gt: new Date() } };
  const found = await store.invitations.find(waiting, transaction).toArray();
  await store.invitations.deleteMany(waiting, transaction);
  for (const invitation of found) await tell(withdrawalOf(invitation));
}

/** What is told of an invitation that is withdrawn. */
export function withdrawalOf({ _id, orgId, groupId, username }: Invitation): Change {
  const target = { targetUsername: username, invitationId: _id.toHexString() };
  if (groupId === null) return { eventTypeName: 'ORG_INVITATION_DELETED', orgId, target };
  return { eventTypeName: 'GROUP_INVITATION_DELETED', orgId, groupId, target };
}

/** The roles of an invitation, in its project or its organization. */
function rolesOfInvitation({ orgId, groupId, roles }: Invitation): ApiKeyRole[] {
  return roles.map((roleName) => (groupId === null ? { roleName, orgId } : { roleName, groupId }));
}
