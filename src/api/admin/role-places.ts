import type { ObjectId } from '../../mongo/index.ts';
import { Problem } from '../../problem/index.ts';
import type { ApiKeyRole, Store, UnitOfWork } from '../../store/index.ts';

/** A project with its organization, or an organization. */
export interface RolePlace {
  readonly orgId: ObjectId;
  readonly groupId?: ObjectId;
}

/**
 * The projects and organizations where these roles hold, each once; none of them can be deleted meanwhile.
 * @throws Problem when one is not there any more
 */
export async function holdPlaces(
  store: Store,
  unit: UnitOfWork,
  roles: readonly ApiKeyRole[],
): Promise<readonly RolePlace[]> {
  const places = new Map(roles.map((role) => [String(role.groupId ?? role.orgId ?? ''), role]));
  places.delete('');
  const held: RolePlace[] = [];
  for (const { groupId, orgId } of places.values()) {
    if (groupId !== undefined) held.push(await holdProject(store, unit, groupId));
    else if (orgId !== undefined) held.push(await holdOrganization(unit, orgId));
  }
  return held;
}

async function holdProject(store: Store, unit: UnitOfWork, groupId: ObjectId): Promise<RolePlace> {
  const isThere = await unit.holdProject(groupId);
  const project = isThere ? await store.projects.findOne({ _id: groupId }, unit.transaction) : null;
  if (project === null) throw new Problem('GROUP_NOT_FOUND', { parameters: [groupId.toHexString()] });
  return { orgId: project.orgId, groupId };
}

async function holdOrganization(unit: UnitOfWork, orgId: ObjectId): Promise<RolePlace> {
  if (await unit.holdOrganization(orgId)) return { orgId };
  throw new Problem('ORG_NOT_FOUND', { parameters: [orgId.toHexString()] });
}
