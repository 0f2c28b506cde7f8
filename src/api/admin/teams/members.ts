import type { Filter, ObjectId } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { Store, Transaction, User } from '../../../store/index.ts';
import { requireFewUsers } from '../team-members.ts';

type Member = Pick<User, '_id' | 'username' | 'teamIds' | 'roles'>;

/** Users of the organization by their names. @throws Problem USERNAME_NOT_FOUND, USER_NOT_IN_ORG or that they are too many */
export async function requireUsersByName(
  store: Store,
  orgId: ObjectId,
  names: readonly string[],
  transaction: Transaction,
): Promise<Member[]> {
  const wanted = [...new Set(names.map((name) => name.toLowerCase()))];
  requireFewUsers(wanted.length);
  const found = await findUsers(store, { username: { $in: wanted } }, transaction);
  const missing = wanted.find((name) => !found.some(({ username }) => username === name));
  if (missing !== undefined) throw new Problem('USERNAME_NOT_FOUND', { parameters: [missing] });
  const stranger = await findStranger(store, found, orgId, transaction);
  if (stranger !== undefined) throw notInOrganization(stranger.username, orgId);
  return found;
}

/** Users of the organization by their ids. @throws Problem USER_NOT_FOUND, USER_NOT_IN_ORG or that they are too many */
export async function requireUsersById(
  store: Store,
  orgId: ObjectId,
  ids: readonly ObjectId[],
  transaction: Transaction,
): Promise<Member[]> {
  requireFewUsers(ids.length);
  const found = await findUsers(store, { _id: { $in: [...ids] } }, transaction);
  const missing = ids.find((id) => !found.some(({ _id }) => _id.equals(id)));
  if (missing !== undefined) throw new Problem('USER_NOT_FOUND', { parameters: [missing.toHexString()] });
  const stranger = await findStranger(store, found, orgId, transaction);
  if (stranger !== undefined) throw notInOrganization(stranger._id.toHexString(), orgId);
  return found;
}

async function findUsers(store: Store, filter: Filter<User>, transaction: Transaction): Promise<Member[]> {
  const projection = { username: 1, teamIds: 1, roles: 1 };
  return store.users
    .find<Member>(filter, { ...transaction, projection })
    .sort({ username: 1 })
    .toArray();
}

/** Somebody who does not belong to the organization; who has a role in one of its projects does. */
async function findStranger(
  store: Store,
  users: readonly Member[],
  orgId: ObjectId,
  transaction: Transaction,
): Promise<Member | undefined> {
  const elsewhere = users.filter(({ roles }) => !roles.some((role) => role.orgId?.equals(orgId) === true));
  const groupIds = elsewhere.flatMap(({ roles }) => roles.flatMap(({ groupId }) => groupId ?? []));
  const filter = { _id: { $in: groupIds }, orgId };
  const found = await store.projects.find(filter, { ...transaction, projection: { _id: 1 } }).toArray();
  const projects = new Set(found.map(({ _id }) => _id.toHexString()));
  return elsewhere.find(
    ({ roles }) => !roles.some(({ groupId }) => groupId !== undefined && projects.has(groupId.toHexString())),
  );
}

/** @param user as the request names him: an id tells nobody the name behind it */
function notInOrganization(user: string, orgId: ObjectId): Problem {
  return new Problem('USER_NOT_IN_ORG', { parameters: [user, orgId.toHexString()] });
}
