import type { Role } from './administrator.ts';

/** Roles in one project. @see reference/admin-api.md §1.6 */
export const groupRoles = [
  'GROUP_OWNER',
  'GROUP_READ_ONLY',
  'GROUP_AUTOMATION_ADMIN',
  'GROUP_BACKUP_ADMIN',
  'GROUP_MONITORING_ADMIN',
  'GROUP_USER_ADMIN',
  'GROUP_DATA_ACCESS_ADMIN',
  'GROUP_DATA_ACCESS_READ_WRITE',
  'GROUP_DATA_ACCESS_READ_ONLY',
] as const;

/** Roles in one organization. */
export const orgRoles = [
  'ORG_OWNER',
  'ORG_MEMBER',
  'ORG_GROUP_CREATOR',
  'ORG_READ_ONLY',
  'ORG_BILLING_ADMIN',
  'ORG_BILLING_READ_ONLY',
] as const;

/** Roles in the whole service. */
export const globalRoles = [
  'GLOBAL_OWNER',
  'GLOBAL_READ_ONLY',
  'GLOBAL_AUTOMATION_ADMIN',
  'GLOBAL_BACKUP_ADMIN',
  'GLOBAL_MONITORING_ADMIN',
  'GLOBAL_USER_ADMIN',
] as const;

/** What a request is about: an organization, or a project together with its organization; empty for the service. */
export interface Scope {
  readonly orgId?: string;
  readonly groupId?: string;
}

/** What a role means besides itself, in its own scope and in those below it: an organization's projects, a service's organizations. */
const implied: Readonly<Record<string, readonly string[]>> = {
  GLOBAL_OWNER: [...globalRoles, ...orgRoles, ...groupRoles],
  GLOBAL_READ_ONLY: ['ORG_READ_ONLY', 'ORG_MEMBER', 'GROUP_READ_ONLY'],
  GLOBAL_AUTOMATION_ADMIN: ['ORG_MEMBER', 'GROUP_AUTOMATION_ADMIN', 'GROUP_READ_ONLY'],
  GLOBAL_BACKUP_ADMIN: ['ORG_MEMBER', 'GROUP_BACKUP_ADMIN', 'GROUP_READ_ONLY'],
  GLOBAL_MONITORING_ADMIN: ['ORG_MEMBER', 'GROUP_MONITORING_ADMIN', 'GROUP_READ_ONLY'],
  GLOBAL_USER_ADMIN: ['ORG_MEMBER', 'GROUP_USER_ADMIN', 'GROUP_READ_ONLY'],
  ORG_OWNER: [...orgRoles, ...groupRoles],
  ORG_READ_ONLY: ['ORG_MEMBER', 'GROUP_READ_ONLY'],
  GROUP_OWNER: groupRoles,
};

/** All roles that the caller has in the scope, with what they imply. */
export function rolesIn(scope: Scope, roles: readonly Role[]): ReadonlySet<string> {
  const held = new Set<string>();
  for (const role of roles) {
    if (!covers(role, scope)) continue;
    for (const name of [role.roleName, ...(implied[role.roleName] ?? [])]) held.add(name);
    if (role.groupId !== undefined) held.add('GROUP_READ_ONLY').add('ORG_MEMBER');
    if (role.orgId !== undefined) held.add('ORG_MEMBER');
  }
  if (scope.groupId === undefined) for (const name of groupRoles) held.delete(name);
  return held;
}

/** A role holds in its own scope and in what lies below. */
function covers(role: Role, scope: Scope): boolean {
  if (role.groupId !== undefined) return role.groupId === scope.groupId;
  return role.orgId === undefined || role.orgId === scope.orgId;
}

/**
 * Whether the caller may give the role away, or take it: owners of where it holds, and their user administrators, who
 * make no owners.
 */
export function mayGrant(role: Role, scope: Scope, roles: readonly Role[]): boolean {
  const held = rolesIn(scope, roles);
  if (held.has('GLOBAL_OWNER')) return true;
  const isOwner = role.roleName.endsWith('_OWNER');
  if (held.has('GLOBAL_USER_ADMIN') && !isOwner) return true;
  if (role.groupId === undefined) return role.orgId !== undefined && held.has('ORG_OWNER');
  return held.has('GROUP_OWNER') || (held.has('GROUP_USER_ADMIN') && !isOwner);
}

/** Which projects a caller can see at all: every one, those of whole organizations, or single ones. */
export function seesProjects(roles: readonly Role[]): { all: boolean; orgIds: string[]; groupIds: string[] } {
  const all = roles.some(
    ({ roleName, orgId, groupId }) => groupId === undefined && orgId === undefined && reads(roleName),
  );
  const orgIds = roles.flatMap(({ roleName, orgId, groupId }) =>
    orgId !== undefined && groupId === undefined && reads(roleName) ? [orgId] : [],
  );
  return { all, orgIds, groupIds: roles.flatMap(({ groupId }) => (groupId === undefined ? [] : [groupId])) };
}

function reads(roleName: string): boolean {
  return implied[roleName]?.includes('GROUP_READ_ONLY') === true;
}
