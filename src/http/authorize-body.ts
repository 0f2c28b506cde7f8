import { mayGrant, type Scope } from '../auth/index.ts';
import type { AdminPrincipal, Operation, Role } from '../contract/index.ts';
import { Problem } from '../problem/index.ts';
import { denial, holdsRole, requireAcquaintance, type AuthorizeDeps } from './authorize.ts';
import type { Exchange } from './exchange.ts';
import { isGrantor, leastRole, requireGrant } from './grants.ts';
import type { Step } from './pipeline.ts';
import { placeOf, requireOrganization, rolesOf, type Holder, type PathParameters, type Places } from './places.ts';

/** The part of authorization that is about the body: where an operation acts that has no place in its path, and which roles it gives away. */
export function authorizeBody({ places }: AuthorizeDeps): Step {
  return {
    name: 'authorizeBody',
    plane: 'admin',
    async run({ operation, principal, parts }: Exchange) {
      if (principal?.kind !== 'admin' || operation === undefined) return;
      const request = { operation, principal, path: (parts?.params ?? {}) as PathParameters, body: parts?.body };
      if (operation.scope !== null) await requireScopeOfBody(places, request, operation.scope);
      if (operation.grants !== null) await requireGrants(places, request, operation.grants);
    },
  };
}

interface Request {
  readonly operation: Operation;
  readonly principal: AdminPrincipal;
  readonly path: PathParameters;
  readonly body: unknown;
}

async function requireScopeOfBody(places: Places, request: Request, field: string): Promise<void> {
  const { principal, body } = request;
  const orgId = valueAt(body, field) ?? principal.orgId;
  if (typeof orgId !== 'string') throw new Problem('MISSING_ATTRIBUTE', { parameters: [field] });
  const scopes = [await requireOrganization(places, orgId)];
  if (holdsRole(request, scopes)) return;
  requireAcquaintance({ principal, path: { orgId } }, scopes);
  throw denial(request.operation);
}

/** Roles stand in the body itself, or in each of its items; an item that names a user by `id` or a team by `teamId` overwrites what they have. */
async function requireGrants(places: Places, { principal, path, body }: Request, field: string): Promise<void> {
  const place = await placeOf(places, path);
  const { userId } = path;
  const items: readonly unknown[] = Array.isArray(body) ? body : [body];
  const roles = items.flatMap((item) => rolesAt(item, field, place));
  if (roles.length === 0 && Object.keys(path).length === 0 && !mayGrant(leastRole({}), {}, principal.roles))
    throw new Problem('NOT_GLOBAL_USER_ADMIN');
  const kept = userId === undefined ? [] : (await rolesOf(places, userId)).filter(({ isOwn }) => isOwn);
  for (const role of roles)
    if (!kept.some((held) => isSame(held.role, role))) await requireGrant(places, principal, role);
  if (!Array.isArray(body)) return;
  for (const holder of items.map(holderOf))
    if (!(await isGrantor(places, principal, holder, place)))
      throw holder.userId === undefined
        ? new Problem('USER_UNAUTHORIZED')
        : new Problem('NOT_USER_ADMIN', { parameters: [holder.userId] });
}

function holderOf(item: unknown): Holder {
  const [userId, teamId] = [valueAt(item, 'id'), valueAt(item, 'teamId')];
  return { ...(typeof userId === 'string' && { userId }), ...(typeof teamId === 'string' && { teamId }) };
}

/** Validation has made them names or objects; a role without a place of its own is one of the path's. */
function rolesAt(item: unknown, field: string, { groupId, orgId }: Scope): Role[] {
  const given = (valueAt(item, field) ?? []) as readonly (string | Role)[];
  const here = groupId === undefined ? { ...(orgId !== undefined && { orgId }) } : { groupId };
  return given.map((role) => {
    if (typeof role === 'string') return { roleName: role, ...here };
    return role.orgId === undefined && role.groupId === undefined ? { ...role, ...here } : role;
  });
}

function isSame(one: Role, other: Role): boolean {
  return one.roleName === other.roleName && one.orgId === other.orgId && one.groupId === other.groupId;
}

function valueAt(body: unknown, field: string): unknown {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[field] : undefined;
}
