import type { ObjectId } from '../../mongo/index.ts';
import type { ApiKeyRole, Invitation, Store, Transaction } from '../../store/index.ts';

/** What invitations promise. */
export interface Promised {
  readonly roles: readonly ApiKeyRole[];
  readonly teamIds: readonly ObjectId[];
}

/** Takes all invitations of a username out of the store. → what they promised, those that have run out nothing. */
export async function takeInvitations(store: Store, username: string, transaction: Transaction): Promise<Promised> {
  const filter = { username, expiresAt: { $gt: new Date() } };
  const found = await store.invitations.find(filter, transaction).toArray();
  await store.invitations.deleteMany({ username }, transaction);
  return { roles: found.flatMap(rolesOfInvitation), teamIds: found.flatMap(({ teamIds }) => teamIds) };
}

/** The roles of an invitation, in its project or its organization. */
export function rolesOfInvitation({ orgId, groupId, roles }: Invitation): ApiKeyRole[] {
  return roles.map((roleName) => (groupId === null ? { roleName, orgId } : { roleName, groupId }));
}
