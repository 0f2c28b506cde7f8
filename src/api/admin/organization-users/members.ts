import type { Filter, ObjectId } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { ApiKeyRole, Store, Transaction, User } from '../../../store/index.ts';
import { knownId, requireId } from '../ids.ts';

interface MemberPath {
  readonly orgId: string;
  readonly userId: string;
}

/** Everything that belongs to one organization. */
export interface OrganizationScope {
  readonly orgId: ObjectId;
  readonly groupIds: readonly ObjectId[];
}

export async function scopeOf(store: Store, orgId: string, transaction: Transaction = {}): Promise<OrganizationScope> {
  const id = knownId(orgId);
  const found = await store.projects.find({ orgId: id }, { ...transaction, projection: { _id: 1 } }).toArray();
  return { orgId: id, groupIds: found.map(({ _id }) => _id) };
}

/** Users with a role in the organization or in one of its projects, as a filter. */
export function membersOf({ orgId, groupIds }: OrganizationScope): Filter<User> {
  return { $or: [{ 'roles.orgId': orgId }, { 'roles.groupId': { $in: [...groupIds] } }] };
}

/** One of them, as a filter. @throws Problem INVALID_USER_ID */
export function memberOf(scope: OrganizationScope, { userId }: MemberPath): Filter<User> {
  return { _id: requireId(userId, 'INVALID_USER_ID'), ...membersOf(scope) };
}

export function noMember({ orgId, userId }: MemberPath): Problem {
  return new Problem('USER_NOT_IN_ORG', { parameters: [userId, orgId] });
}

/** Whether a role holds in the organization or in one of its projects. */
export function holdsIn({ orgId, groupIds }: OrganizationScope) {
  return (role: ApiKeyRole): boolean =>
    role.orgId?.equals(orgId) === true || groupIds.some((groupId) => role.groupId?.equals(groupId));
}
