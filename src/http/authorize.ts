import { mayGrant, rolesIn, type Scope } from '../auth/index.ts';
import { coveringRange } from '../addresses/index.ts';
import type { AdminPrincipal, Operation, RequestParts, Role } from '../contract/index.ts';
import { Problem } from '../problem/index.ts';
import type { Exchange } from './exchange.ts';
import type { Step } from './pipeline.ts';

/** What the store knows of the places that requests are about. Ids are 24 hex digits. */
export interface Places {
  /** The organization of a project; undefined when there is no such project. */
  organizationOf(groupId: string): Promise<string | undefined>;
  organization(orgId: string): Promise<{ readonly apiAccessListRequired: boolean } | undefined>;
  /** The organizations and projects in which a user has roles; undefined when there is no such user. */
  scopesOf(userId: string): Promise<readonly Scope[] | undefined>;
}

export interface AuthorizeDeps {
  readonly places: Places;
  /** Told which entry of a credential's access list has let a request in. */
  readonly onAccess: (principal: AdminPrincipal, cidrBlock: string) => void;
}

/** Holds the caller to the operation's roles and access list, in the organization or project of the path. */
export function authorize(deps: AuthorizeDeps): Step {
  return {
    name: 'authorize',
    async run({ operation, principal, parts }) {
      if (principal?.kind !== 'admin' || operation === undefined) return;
      await authorizeInPath(deps, { operation, principal, path: parts?.params ?? {} });
    },
  };
}

interface Request {
  readonly operation: Operation;
  readonly principal: AdminPrincipal;
  readonly path: Readonly<Record<string, unknown>>;
}

async function authorizeInPath(deps: AuthorizeDeps, { operation, principal, path }: Request): Promise<void> {
  const scopes = await scopesOfPath(deps.places, path);
  await requireAddress(deps, operation, principal, scopes[0]?.orgId ?? principal.orgId);
  if (operation.scope !== null) return;
  const isSelf = principal.user !== undefined && principal.user.id === path['userId'];
  if (isSelf && operation.requiredRoles.includes('SELF')) return;
  requireRole(operation, principal, scopes, path);
}

async function scopesOfPath(places: Places, path: Request['path']): Promise<readonly Scope[]> {
  const { groupId, orgId, userId } = path as Record<string, string | undefined>;
  if (groupId !== undefined) return [{ groupId, orgId: await organizationOf(places, groupId) }];
  if (orgId !== undefined) {
    if (!isId(orgId) || (await places.organization(orgId)) === undefined)
      throw new Problem('ORG_NOT_FOUND', { parameters: [orgId] });
    return [{ orgId }];
  }
  if (userId === undefined) return [];
  if (!isId(userId)) throw new Problem('INVALID_USER_ID', { parameters: [userId] });
  const scopes = await places.scopesOf(userId);
  if (scopes === undefined) throw new Problem('USER_NOT_FOUND', { parameters: [userId] });
  return [...scopes, {}];
}

async function organizationOf(places: Places, groupId: string): Promise<string> {
  if (!isId(groupId)) throw new Problem('INVALID_GROUP_ID', { parameters: [groupId] });
  const orgId = await places.organizationOf(groupId);
  if (orgId === undefined) throw new Problem('GROUP_NOT_FOUND', { parameters: [groupId] });
  return orgId;
}

function isId(text: string): boolean {
  return /^[0-9a-f]{24}$/i.test(text);
}

/** An access list that has entries admits those only; an empty one admits all, unless the operation or the organization wants one. */
async function requireAddress(
  { places, onAccess }: AuthorizeDeps,
  operation: Operation,
  principal: AdminPrincipal,
  orgId: string | undefined,
): Promise<void> {
  const { accessList, remoteAddress } = principal;
  const entry = coveringRange(remoteAddress, accessList);
  if (entry !== undefined) return onAccess(principal, entry);
  const wanted =
    accessList.length > 0 ||
    operation.accessList === 'required' ||
    (orgId !== undefined && (await places.organization(orgId))?.apiAccessListRequired === true);
  if (wanted) throw new Problem('IP_ADDRESS_NOT_ON_ACCESS_LIST', { parameters: [remoteAddress] });
}

function requireRole(
  { requiredRoles }: Operation,
  principal: AdminPrincipal,
  scopes: readonly Scope[],
  path: Request['path'],
): void {
  if (requiredRoles.includes('AUTHENTICATED')) return;
  const held = (scopes.length === 0 ? [{}] : scopes).map((scope) => rolesIn(scope, principal.roles));
  if (requiredRoles.some((role) => held.some((roles) => roles.has(role)))) return;
  const strangers = held.every((roles) => !roles.has(path['groupId'] === undefined ? 'ORG_MEMBER' : 'GROUP_READ_ONLY'));
  if (strangers && path['groupId'] !== undefined) throw new Problem('NOT_IN_GROUP');
  if (strangers && path['orgId'] !== undefined) throw new Problem('NOT_IN_ORG');
  throw new Problem('USER_UNAUTHORIZED');
}

/** The part of authorization that is about the body: where an operation acts that has no place in its path, and which roles it gives away. */
export function authorizeBody({ places }: AuthorizeDeps): Step {
  return {
    name: 'authorizeBody',
    async run({ operation, principal, parts }: Exchange) {
      if (principal?.kind !== 'admin' || operation === undefined) return;
      if (operation.scope !== null) await requireScopeOfBody(places, operation, principal, parts?.body);
      if (operation.grants === null) return;
      for (const role of grantedRoles(parts, operation.grants)) await requireGrant(places, principal, role);
    },
  };
}

async function requireScopeOfBody(
  places: Places,
  operation: Operation,
  principal: AdminPrincipal,
  body: unknown,
): Promise<void> {
  const orgId = valueAt(body, operation.scope ?? '') ?? principal.orgId;
  if (typeof orgId !== 'string') throw new Problem('MISSING_ATTRIBUTE', { parameters: [operation.scope ?? ''] });
  if (!isId(orgId) || (await places.organization(orgId)) === undefined)
    throw new Problem('ORG_NOT_FOUND', { parameters: [orgId] });
  requireRole(operation, principal, [{ orgId }], { orgId });
}

async function requireGrant(places: Places, principal: AdminPrincipal, role: Role): Promise<void> {
  const { groupId } = role;
  const orgId = groupId === undefined ? role.orgId : await places.organizationOf(groupId);
  if (groupId !== undefined && orgId === undefined) throw new Problem('GROUP_NOT_FOUND', { parameters: [groupId] });
  const scope = { ...(orgId !== undefined && { orgId }), ...(groupId !== undefined && { groupId }) };
  if (!mayGrant(role, scope, principal.roles)) throw new Problem('CANNOT_ADD_ROLE', { parameters: [role.roleName] });
}

function valueAt(body: unknown, field: string): unknown {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[field] : undefined;
}

/** The roles of a body or of each item of one, which validation has made so; a role without a place of its own is one of the path's. */
function grantedRoles(parts: RequestParts | undefined, field: string): Role[] {
  const items: readonly unknown[] = Array.isArray(parts?.body) ? parts.body : [parts?.body];
  const given = items.flatMap((item) => valueAt(item, field) ?? []) as (Role | string)[];
  const place = placeOf(parts?.params ?? {});
  return given.map((role) => {
    if (typeof role === 'string') return { roleName: role, ...place };
    return role.orgId === undefined && role.groupId === undefined ? { ...role, ...place } : role;
  });
}

function placeOf({ groupId, orgId }: RequestParts['params']): Scope {
  if (typeof groupId === 'string') return { groupId };
  return typeof orgId === 'string' ? { orgId } : {};
}
