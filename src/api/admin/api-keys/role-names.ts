import type { ObjectId } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { ApiKeyRole } from '../../../store/index.ts';
import { requireGroupRoles, requireOrgRoles } from '../role-names.ts';

/** @throws Problem MISSING_API_KEY_ROLES or INVALID_ROLE_FOR_ORG */
export function rolesInOrganization(names: readonly string[], orgId: ObjectId): ApiKeyRole[] {
  requireSome(names);
  return requireOrgRoles(names).map((roleName) => ({ orgId, roleName }));
}

/** @throws Problem MISSING_API_KEY_ROLES or INVALID_ROLE_FOR_GROUP */
export function rolesInProject(names: readonly string[], groupId: ObjectId): ApiKeyRole[] {
  requireSome(names);
  return requireGroupRoles(names).map((roleName) => ({ groupId, roleName }));
}

function requireSome(names: readonly string[]): void {
  if (names.length === 0) throw new Problem('MISSING_API_KEY_ROLES');
}
