import { mayGrant, type Scope } from '../auth/index.ts';
import type { AdminPrincipal, Role } from '../contract/index.ts';
import { Problem } from '../problem/index.ts';
import { placeOf, rolesOfHolder, type Holder, type Places } from './places.ts';

/**
 * Whether the caller could make such a user or team himself: may give away every role that the user has in the place, by
 * himself or by teams, or that the team has there. In the contract it is the role GRANTOR.
 */
export async function isGrantor(
  places: Places,
  principal: AdminPrincipal,
  holder: Holder,
  place: Scope,
): Promise<boolean> {
  const held = (await rolesOfHolder(places, holder)).filter(({ scope }) => liesIn(scope, place));
  const roles = held.length > 0 ? held : [{ role: leastRole(place), scope: place }];
  return roles.every(({ role, scope }) => mayGrant(role, scope, principal.roles));
}

function liesIn(scope: Scope, place: Scope): boolean {
  if (place.groupId !== undefined) return scope.groupId === place.groupId;
  return place.orgId === undefined || scope.orgId === place.orgId;
}

/** Who may not give away even this administers no users there. */
export function leastRole({ groupId, orgId }: Scope): Role {
  if (groupId !== undefined) return { roleName: 'GROUP_READ_ONLY', groupId };
  return orgId === undefined ? { roleName: 'GLOBAL_READ_ONLY' } : { roleName: 'ORG_MEMBER', orgId };
}

/** @throws Problem CANNOT_ADD_ROLE, or that the role's project or organization is not there */
export async function requireGrant(places: Places, principal: AdminPrincipal, role: Role): Promise<void> {
  const scope = await placeOf(places, role);
  if (!mayGrant(role, scope, principal.roles)) throw new Problem('CANNOT_ADD_ROLE', { parameters: [role.roleName] });
}
