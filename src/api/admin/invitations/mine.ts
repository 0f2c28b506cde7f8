import type { Filter } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { Invitation, Store, Transaction, User } from '../../../store/index.ts';
import { knownId } from '../ids.ts';
import { pending } from './record.ts';

/** @throws Problem USER_NOT_FOUND when the account has been deleted meanwhile */
export async function findInvited(store: Store, userId: string, transaction: Transaction = {}): Promise<User> {
  const user = await store.users.findOne({ _id: knownId(userId) }, transaction);
  if (user === null) throw new Problem('USER_NOT_FOUND', { parameters: [userId] });
  return user;
}

/** The pending invitations of a user. */
export function pendingFor({ username }: User): Filter<Invitation> {
  return { ...pending(), username };
}

/** What the projects and organizations of invitations are called. */
export async function placeNames(
  store: Store,
  invitations: readonly Invitation[],
): Promise<(invitation: Invitation) => string> {
  const groupIds = invitations.flatMap(({ groupId }) => groupId ?? []);
  const orgIds = invitations.flatMap(({ orgId, groupId }) => (groupId === null ? orgId : []));
  const options = { projection: { name: 1 } };
  const found = await Promise.all([
    store.projects.find({ _id: { $in: groupIds } }, options).toArray(),
    store.organizations.find({ _id: { $in: orgIds } }, options).toArray(),
  ]);
  const names = new Map(found.flat().map(({ _id, name }) => [_id.toHexString(), name]));
  return ({ orgId, groupId }) => names.get((groupId ?? orgId).toHexString()) ?? '';
}
