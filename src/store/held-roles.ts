import type { Role } from '../auth/index.ts';
import type { Db, ObjectId } from '../mongo/index.ts';
import type { ApiKeyRole } from './api-keys.ts';
import { projects, type Project } from './projects.ts';
import type { User } from './users.ts';

/** A role and where it holds: a project comes with its organization. */
export interface HeldRole {
  readonly role: Role;
  readonly scope: { readonly orgId?: string; readonly groupId?: string };
  /** Given to the user himself, not by a team. */
  readonly isOwn: boolean;
}

/** What a user may do: by roles of his own, and in projects because of the teams that he is in. */
export async function heldRoles(db: Db, { roles, teamIds }: Pick<User, 'roles' | 'teamIds'>): Promise<HeldRole[]> {
  const groupIds = roles.flatMap(({ groupId }) => (groupId === undefined ? [] : [groupId]));
  const found = await projectsOf(db, groupIds, teamIds);
  const organizationOf = new Map(found.map(({ _id, orgId }) => [_id.toHexString(), orgId.toHexString()]));
  const held = (role: Role, isOwn: boolean): HeldRole[] => {
    const { orgId, groupId } = role;
    if (groupId === undefined) return [{ role, scope: orgId === undefined ? {} : { orgId }, isOwn }];
    const ofProject = organizationOf.get(groupId);
    return ofProject === undefined ? [] : [{ role, scope: { groupId, orgId: ofProject }, isOwn }];
  };
  const own = roles.flatMap((role) => held(toRole(role), true));
  return [...own, ...rolesByTeams(found, teamIds).flatMap((role) => held(role, false))];
}

async function projectsOf(
  db: Db,
  groupIds: readonly ObjectId[],
  teamIds: readonly ObjectId[],
): Promise<Pick<Project, '_id' | 'orgId' | 'teams'>[]> {
  if (groupIds.length + teamIds.length === 0) return [];
  const filter = { $or: [{ _id: { $in: groupIds } }, { 'teams.teamId': { $in: teamIds } }] };
  return projects(db)
    .find(filter, { projection: { orgId: 1, teams: 1 } })
    .toArray();
}

function rolesByTeams(found: readonly Pick<Project, '_id' | 'teams'>[], teamIds: readonly ObjectId[]): Role[] {
  const isIn = new Set(teamIds.map((id) => id.toHexString()));
  return found.flatMap(({ _id, teams }) =>
    teams
      .filter(({ teamId }) => isIn.has(teamId.toHexString()))
      .flatMap(({ roleNames }) => roleNames.map((roleName) => ({ roleName, groupId: _id.toHexString() }))),
  );
}

/** A stored role as principals have it. */
export function toRole({ roleName, orgId, groupId }: ApiKeyRole): Role {
  return {
    roleName,
    ...(orgId !== undefined && { orgId: orgId.toHexString() }),
    ...(groupId !== undefined && { groupId: groupId.toHexString() }),
  };
}
