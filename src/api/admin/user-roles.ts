import { globalRoles, groupRoles, orgRoles } from '../../auth/index.ts';
import type { Role } from '../../contract/index.ts';
import { ObjectId } from '../../mongo/index.ts';
import { Problem, type ProblemCode } from '../../problem/index.ts';
import type { ApiKeyRole } from '../../store/index.ts';

/** Roles of a request as the store has them, each once. @throws Problem that names the first wrong one */
export function requireRoles(given: readonly Role[]): ApiKeyRole[] {
  for (const role of given) {
    const code = faultOf(role);
    if (code !== undefined) throw new Problem(code, { parameters: [role.roleName] });
  }
  return eachOnce(
    given.map(({ roleName, orgId, groupId }) => ({
      roleName,
      ...(orgId !== undefined && { orgId: new ObjectId(orgId) }),
      ...(groupId !== undefined && { groupId: new ObjectId(groupId) }),
    })),
  );
}

/** The same roles without repetitions. */
export function eachOnce(roles: readonly ApiKeyRole[]): ApiKeyRole[] {
  return [...new Map(roles.map((role) => [roleKey(role), role])).values()];
}

/** What tells one role from another. */
export function roleKey({ roleName, orgId, groupId }: ApiKeyRole): string {
  return `${roleName} ${groupId?.toHexString() ?? orgId?.toHexString() ?? ''}`;
}

function faultOf({ roleName, orgId, groupId }: Role): ProblemCode | undefined {
  const isGroupRole = isOneOf(groupRoles, roleName);
  const isOrgRole = isOneOf(orgRoles, roleName);
  if (!isGroupRole && !isOrgRole && !isOneOf(globalRoles, roleName)) return 'UNSUPPORTED_ROLE';
  if (isGroupRole !== (groupId !== undefined)) return isGroupRole ? 'ROLE_NEEDS_GROUP_ID' : 'ROLE_NEEDS_NO_GROUP_ID';
  if (isOrgRole !== (orgId !== undefined)) return isOrgRole ? 'ROLE_NEEDS_ORG_ID' : 'ROLE_NEEDS_NO_ORG_ID';
  return undefined;
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}
