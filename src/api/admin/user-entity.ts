import { rolesIn } from '../../auth/index.ts';
import type { AdminPrincipal } from '../../contract/index.ts';
import { ObjectId } from '../../mongo/index.ts';
import type { ApiKeyRole, Store, User } from '../../store/index.ts';

/** Users as the caller may see them: of their roles, those in places that the caller belongs to; of himself all. */
export async function toUsers(store: Store, caller: AdminPrincipal, users: readonly User[]) {
  const isVisible = await visibleRoles(store, caller, users);
  return users.map((user) => {
    const isSelf = caller.user?.id === user._id.toHexString();
    return toUser(user, isSelf ? user.roles : user.roles.filter(isVisible));
  });
}

/** One user in the same way. */
export async function toUserFor(store: Store, caller: AdminPrincipal, user: User) {
  const [entity] = await toUsers(store, caller, [user]);
  return entity ?? toUser(user, []);
}

/** Whether the caller knows of the user at all: himself, whose roles he sees, and for administrators of the service everybody. */
export function isKnownTo(caller: AdminPrincipal, { id, roles }: { id: string; roles: readonly unknown[] }): boolean {
  return caller.user?.id === id || roles.length > 0 || rolesIn({}, caller.roles).size > 0;
}

function toUser(user: User, roles: readonly ApiKeyRole[]) {
  const { username, emailAddress, firstName, lastName, mobileNumber, country, teamIds } = user;
  const id = user._id.toHexString();
  const self = userPath(user);
  return {
    id,
    username,
    emailAddress,
    firstName,
    lastName,
    ...(mobileNumber !== undefined && { mobileNumber }),
    ...(country !== undefined && { country }),
    roles: roles.map(toRole),
    teamIds: teamIds.map((teamId) => teamId.toHexString()),
    links: [
      { rel: 'self', href: self },
      { rel: 'accessList', href: `${self}/accessList` },
      { rel: 'apiKeys', href: `${self}/apiKeys` },
      { rel: 'invites', href: `${self}/invites` },
    ],
  };
}

export function userPath({ _id }: Pick<User, '_id'>): string {
  return `/users/${_id.toHexString()}`;
}

function toRole({ roleName, orgId, groupId }: ApiKeyRole) {
  if (groupId !== undefined) return { roleName, groupId: groupId.toHexString() };
  return { roleName, ...(orgId !== undefined && { orgId: orgId.toHexString() }) };
}

async function visibleRoles(
  store: Store,
  { roles }: AdminPrincipal,
  users: readonly User[],
): Promise<(role: ApiKeyRole) => boolean> {
  const inService = rolesIn({}, roles).size > 0;
  if (inService) return () => true;
  const organizationOf = await organizationsOfProjects(store, users);
  return ({ orgId, groupId }) => {
    if (groupId === undefined)
      return orgId !== undefined && rolesIn({ orgId: orgId.toHexString() }, roles).has('ORG_MEMBER');
    const project = groupId.toHexString();
    const ofProject = organizationOf.get(project);
    const scope = { groupId: project, ...(ofProject !== undefined && { orgId: ofProject }) };
    return rolesIn(scope, roles).has('GROUP_READ_ONLY');
  };
}

async function organizationsOfProjects(store: Store, users: readonly User[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(users.flatMap(({ roles }) => roles.flatMap(({ groupId }) => groupId?.toHexString() ?? [])));
  const filter = { _id: { $in: [...ids].map((id) => new ObjectId(id)) } };
  const found = await store.projects.find(filter, { projection: { orgId: 1 } }).toArray();
  return new Map(found.map(({ _id, orgId }) => [_id.toHexString(), orgId.toHexString()]));
}
