import type { Filter, ObjectId } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { Store, Transaction, User } from '../../../store/index.ts';

export type Member = Pick<User, '_id' | 'username' | 'teamIds' | 'roles'>;

/** Users of the organization by their names. @throws Problem USERNAME_NOT_FOUND or USER_NOT_IN_ORG */
export async function requireUsersByName(
  store: Store,
  orgId: ObjectId,
  names: readonly string[],
  transaction: Transaction,
): Promise<Member[]> {
  const wanted = [...new Set(names.map((name) => name.toLowerCase()))];
  const found = await findUsers(store, { username: { $in: wanted } }, transaction);
  const missing = wanted.find((name) => !found.some(({ username }) => username === name));
  if (missing !== undefined) throw new Problem('USERNAME_NOT_FOUND', { parameters: [missing] });
  return requireInOrganization(found, orgId);
}

/** Users of the organization by their ids. @throws Problem USER_NOT_FOUND or USER_NOT_IN_ORG */
export async function requireUsersById(
  store: Store,
  orgId: ObjectId,
  ids: readonly ObjectId[],
  transaction: Transaction,
): Promise<Member[]> {
  const found = await findUsers(store, { _id: { $in: [...ids] } }, transaction);
  const missing = ids.find((id) => !found.some(({ _id }) => _id.equals(id)));
  if (missing !== undefined) throw new Problem('USER_NOT_FOUND', { parameters: [missing.toHexString()] });
  return requireInOrganization(found, orgId);
}

async function findUsers(store: Store, filter: Filter<User>, transaction: Transaction): Promise<Member[]> {
  const projection = { username: 1, teamIds: 1, roles: 1 };
  return store.users.find<Member>(filter, { ...transaction, projection }).toArray();
}

function requireInOrganization(users: readonly Member[], orgId: ObjectId): Member[] {
  const stranger = users.find(({ roles }) => !roles.some((role) => role.orgId?.equals(orgId) === true));
  if (stranger === undefined) return [...users];
  throw new Problem('USER_NOT_IN_ORG', { parameters: [stranger.username, orgId.toHexString()] });
}
