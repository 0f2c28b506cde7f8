import type { Filter, ObjectId } from '../../mongo/index.ts';
import type { Problem } from '../../problem/index.ts';
import type { ApiKeyRole, Store, Transaction, UnitOfWork, User } from '../../store/index.ts';
import { withdrawInvitations } from './invited.ts';
import { requireOwners, type LastOwnerCode } from './owners.ts';
import { updateRecord } from './revisions.ts';
import { holdPlaces, placesOf, type RolePlace } from './role-places.ts';
import { eachOnce, roleKey } from './user-roles.ts';

interface RoleChange {
  readonly filter: Filter<User>;
  readonly request: { readonly headers: Readonly<Record<string, string | undefined>> };
  /** Thrown when nobody matches the filter. */
  readonly missing: Problem;
  /** What the user has afterwards. */
  readonly next: (before: User) => readonly ApiKeyRole[];
  /** Thrown where the user was the last owner of a project. */
  readonly lastOwner: LastOwnerCode;
}

/** Gives a user other roles, and tells of it wherever they are others; who leaves an organization leaves its teams. → the user as he is then */
export async function changeRoles(store: Store, unit: UnitOfWork, change: RoleChange): Promise<User> {
  const { filter, request, missing, next, lastOwner } = change;
  const { transaction } = unit;
  const before = await store.users.findOne(filter, transaction);
  if (before === null) throw missing;
  const roles = eachOnce(next(before));
  const given = without(roles, before.roles);
  const taken = without(before.roles, roles);
  await holdPlaces(unit, given);
  const teamIds = await teamsLeft(store, before, roles, transaction);
  const target = { collection: store.users, filter: { _id: before._id }, request, transaction, missing };
  const user = await updateRecord(target, { $set: { roles, teamIds } });
  await requireOwners(store, taken, lastOwner, transaction);
  for (const place of await placesOf(store, [...given, ...taken], transaction)) {
    const eventTypeName = eventOf(place, before.roles, roles);
    await unit.tell({ eventTypeName, ...place, target: { targetUsername: user.username } });
    if (isLeft(place, roles)) await withdrawInvitations(store, unit, user.username, place);
  }
  return user;
}

function without(roles: readonly ApiKeyRole[], others: readonly ApiKeyRole[]): ApiKeyRole[] {
  const keys = new Set(others.map(roleKey));
  return roles.filter((role) => !keys.has(roleKey(role)));
}

/** The user's teams but for those of organizations where he has no role any more, be it in a project. */
async function teamsLeft(
  store: Store,
  { teamIds }: User,
  roles: readonly ApiKeyRole[],
  transaction: Transaction,
): Promise<readonly ObjectId[]> {
  if (teamIds.length === 0) return teamIds;
  const orgIds = (await placesOf(store, roles, transaction)).flatMap(({ orgId }) => orgId ?? []);
  const kept = { _id: { $in: [...teamIds] }, orgId: { $in: orgIds } };
  const found = await store.teams.find(kept, { ...transaction, projection: { _id: 1 } }).toArray();
  return teamIds.filter((id) => found.some(({ _id }) => _id.equals(id)));
}

function eventOf(place: RolePlace, before: readonly ApiKeyRole[], after: readonly ApiKeyRole[]): string {
  const what = place.groupId === undefined ? 'ORG' : 'GROUP';
  const isService = place.orgId === undefined;
  if (isService || (isIn(place, before) && isIn(place, after))) return 'USER_ROLES_CHANGED_AUDIT';
  return isIn(place, after) ? `JOINED_${what}` : `REMOVED_FROM_${what}`;
}

function isLeft(place: RolePlace, after: readonly ApiKeyRole[]): boolean {
  return place.orgId !== undefined && !isIn(place, after);
}

function isIn({ orgId, groupId }: RolePlace, roles: readonly ApiKeyRole[]): boolean {
  return roles.some((role) =>
    groupId === undefined ? orgId !== undefined && role.orgId?.equals(orgId) : role.groupId?.equals(groupId),
  );
}
