import { rolesIn, type Scope } from '../auth/index.ts';
import { coveringRange } from '../addresses/index.ts';
import type { AdminPrincipal, Operation } from '../contract/index.ts';
import { isProblemCode, Problem } from '../problem/index.ts';
import { isGrantor } from './grants.ts';
import type { Step } from './pipeline.ts';
import { placeOf, scopesOfUser, type PathParameters, type Place, type Places } from './places.ts';

export interface AuthorizeDeps {
  readonly places: Places;
  /** Told which entry of a credential's access list has let a request in. */
  readonly onAccess: (principal: AdminPrincipal, cidrBlock: string) => void;
}

/** Holds the caller to the operation's roles and access list, in the organization or project of the path. */
export function authorize(deps: AuthorizeDeps): Step {
  return {
    name: 'authorize',
    plane: 'admin',
    async run(exchange) {
      const { operation, principal, parts } = exchange;
      if (principal?.kind !== 'admin' || operation === undefined) return;
      const path = (parts?.params ?? {}) as PathParameters;
      const scopes = await scopesOfPath(deps.places, path);
      const groupId = path['groupId'] === undefined ? undefined : scopes[0]?.groupId;
      if (groupId !== undefined) exchange.groupId = groupId;
      await authorizeInPath(deps, { operation, principal, path }, scopes);
    },
  };
}

interface Request {
  readonly operation: Operation;
  readonly principal: AdminPrincipal;
  readonly path: PathParameters;
}

async function authorizeInPath(deps: AuthorizeDeps, request: Request, scopes: readonly Place[]): Promise<void> {
  const { operation, principal, path } = request;
  await requireAddress(deps, request, scopes);
  if (operation.scope !== null) return;
  const isSelf = principal.user !== undefined && principal.user.id === path['userId']?.toLowerCase();
  if (isSelf && operation.requiredRoles.includes('SELF')) return;
  if (holdsRole(request, scopes)) return;
  requireAcquaintance(request, scopes);
  const byGrants = operation.requiredRoles.includes('GRANTOR');
  if (byGrants && (await isGrantor(deps.places, principal, path, await placeOf(deps.places, path)))) return;
  throw denial(operation, path['userId']);
}

async function scopesOfPath(places: Places, path: PathParameters): Promise<readonly Place[]> {
  const { groupId, orgId, userId } = path;
  if (groupId === undefined && orgId === undefined && userId !== undefined) return scopesOfUser(places, userId);
  return [await placeOf(places, path)];
}

/** An access list that has entries admits those only; an empty one admits all, unless the operation or one of the organizations wants one. */
async function requireAddress(
  { places, onAccess }: AuthorizeDeps,
  { operation, principal }: Request,
  scopes: readonly Place[],
): Promise<void> {
  const { accessList, remoteAddress } = principal;
  const entry = coveringRange(remoteAddress, accessList);
  if (entry !== undefined) return onAccess(principal, entry);
  const wanted =
    accessList.length > 0 || operation.accessList === 'required' || (await wantsAccessList(places, principal, scopes));
  if (wanted) throw new Problem('IP_ADDRESS_NOT_ON_ACCESS_LIST', { parameters: [remoteAddress] });
}

/** The organizations of the request's places decide; the caller's own where it has no place. */
async function wantsAccessList(places: Places, principal: AdminPrincipal, scopes: readonly Place[]): Promise<boolean> {
  const owned = scopes.filter(({ orgId }) => orgId !== undefined);
  const asked: readonly Place[] = owned.length > 0 ? owned : [{ ...(principal.orgId && { orgId: principal.orgId }) }];
  if (asked.some(({ apiAccessListRequired }) => apiAccessListRequired === true)) return true;
  const open = asked.filter(({ apiAccessListRequired }) => apiAccessListRequired === undefined);
  for (const orgId of new Set(open.flatMap((place) => place.orgId ?? [])))
    if ((await places.organization(orgId))?.apiAccessListRequired === true) return true;
  return false;
}

export function holdsRole({ operation, principal }: Omit<Request, 'path'>, scopes: readonly Scope[]): boolean {
  const { requiredRoles } = operation;
  const held = scopes.map((scope) => rolesIn(scope, principal.roles));
  return requiredRoles.includes('AUTHENTICATED') || requiredRoles.some((role) => held.some((roles) => roles.has(role)));
}

/** Who has no role at all in the place of the path hears no more of it. */
export function requireAcquaintance({ principal, path }: Omit<Request, 'operation'>, scopes: readonly Scope[]): void {
  const least = path['groupId'] === undefined ? 'ORG_MEMBER' : 'GROUP_READ_ONLY';
  if (scopes.some((scope) => rolesIn(scope, principal.roles).has(least))) return;
  if (path['groupId'] !== undefined) throw new Problem('NOT_IN_GROUP');
  if (path['orgId'] !== undefined) throw new Problem('NOT_IN_ORG');
}

/** What who has none of the roles is told. @param userId of the user of the path, if there is one */
export function denial({ denial: code }: Operation, userId = ''): Problem {
  return code !== null && isProblemCode(code)
    ? new Problem(code, { parameters: [userId] })
    : new Problem('USER_UNAUTHORIZED');
}
