import type { ObjectId } from '../../mongo/index.ts';
import { Problem } from '../../problem/index.ts';
import type { ApiKeyRole, Store, Transaction, UnitOfWork } from '../../store/index.ts';

/** Where a role holds: a project with its organization, an organization, or the service. */
export interface RolePlace {
  readonly orgId?: ObjectId;
  readonly groupId?: ObjectId;
}

/** The places of these roles, each once; projects that are no more are left out. */
export async function placesOf(
  store: Store,
  roles: readonly ApiKeyRole[],
  transaction: Transaction,
): Promise<RolePlace[]> {
  const inService = roles.some(({ orgId, groupId }) => orgId === undefined && groupId === undefined);
  const filter = { _id: { $in: groupIdsOf(roles) } };
  const found = await store.projects.find(filter, { ...transaction, projection: { orgId: 1 } }).toArray();
  return [
    ...(inService ? [{}] : []),
    ...orgIdsOf(roles).map((orgId) => ({ orgId })),
    ...found.map(({ _id, orgId }) => ({ orgId, groupId: _id })),
  ];
}

/** Keeps projects and organizations where these roles hold from being deleted meanwhile. @throws Problem when one is not there any more */
export async function holdPlaces(unit: UnitOfWork, roles: readonly ApiKeyRole[]): Promise<void> {
  for (const groupId of groupIdsOf(roles))
    if (!(await unit.holdProject(groupId)))
      throw new Problem('GROUP_NOT_FOUND', { parameters: [groupId.toHexString()] });
  for (const orgId of orgIdsOf(roles))
    if (!(await unit.holdOrganization(orgId)))
      throw new Problem('ORG_NOT_FOUND', { parameters: [orgId.toHexString()] });
}

function groupIdsOf(roles: readonly ApiKeyRole[]): ObjectId[] {
  return each(roles.flatMap(({ groupId }) => groupId ?? []));
}

function orgIdsOf(roles: readonly ApiKeyRole[]): ObjectId[] {
  return each(roles.flatMap(({ orgId, groupId }) => (groupId === undefined ? (orgId ?? []) : [])));
}

function each(ids: readonly ObjectId[]): ObjectId[] {
  return [...new Map(ids.map((id) => [id.toHexString(), id])).values()];
}
