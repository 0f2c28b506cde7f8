import { groupRoles, orgRoles } from '../../auth/index.ts';
import { Problem } from '../../problem/index.ts';

/** Names of roles in an organization, each once. @throws Problem INVALID_ROLE_FOR_ORG */
export function requireOrgRoles(names: readonly string[]): string[] {
  const unknown = names.find((name) => !orgRoles.some((role) => role === name));
  if (unknown !== undefined) throw new Problem('INVALID_ROLE_FOR_ORG', { parameters: [unknown] });
  return [...new Set(names)];
}

/** Names of roles in a project, each once. @throws Problem INVALID_ROLE_FOR_GROUP */
export function requireGroupRoles(names: readonly string[]): string[] {
  const unknown = names.find((name) => !groupRoles.some((role) => role === name));
  if (unknown !== undefined) throw new Problem('INVALID_ROLE_FOR_GROUP', { parameters: [unknown] });
  return [...new Set(names)];
}
