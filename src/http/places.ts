import type { Scope } from '../auth/index.ts';
import type { Role } from '../contract/index.ts';
import { Problem } from '../problem/index.ts';

/** A role of a user and where it holds; `isOwn` unless a team gives it. */
export interface HeldRole {
  readonly role: Role;
  readonly scope: Scope;
  readonly isOwn: boolean;
}

/** What the store knows of the places that requests are about. Ids are 24 hex digits. */
export interface Places {
  /** The organization of a project; undefined when there is no such project. */
  project(groupId: string): Promise<{ readonly orgId: string; readonly apiAccessListRequired: boolean } | undefined>;
  organization(orgId: string): Promise<{ readonly apiAccessListRequired: boolean } | undefined>;
  /** What a user may do, and where; undefined when there is no such user. */
  rolesOf(userId: string): Promise<readonly HeldRole[] | undefined>;
  /** What a team may do in projects. */
  rolesOfTeam(teamId: string): Promise<readonly HeldRole[]>;
}

export type PathParameters = Readonly<Record<string, string | undefined>>;

/** A place, and whether its organization wants every caller to have an access list, where that is known already. */
export interface Place extends Scope {
  readonly apiAccessListRequired?: boolean;
}

type Named = { readonly [id in 'groupId' | 'orgId']?: string | undefined };

/** The project or organization that a path or a role names; empty when it names neither. @throws Problem when there is none */
export async function placeOf(places: Places, { groupId, orgId }: Named): Promise<Place> {
  if (groupId !== undefined) return requireProject(places, groupId);
  return orgId === undefined ? {} : requireOrganization(places, orgId);
}

/** Where the roles of the user hold whom a path is about, and the service. @throws Problem INVALID_USER_ID or USER_NOT_FOUND */
export async function scopesOfUser(places: Places, userId: string): Promise<readonly Scope[]> {
  if (!isId(userId)) throw new Problem('INVALID_USER_ID', { parameters: [userId] });
  const roles = await places.rolesOf(userId);
  if (roles === undefined) throw new Problem('USER_NOT_FOUND', { parameters: [userId] });
  return [...roles.map(({ scope }) => scope), {}];
}

/** Who has roles that others may give or take: a user, or a team. */
export interface Holder {
  readonly userId?: string | undefined;
  readonly teamId?: string | undefined;
}

/** What a user, or else a team, may do. */
export async function rolesOfHolder(places: Places, { userId, teamId }: Holder): Promise<readonly HeldRole[]> {
  if (userId !== undefined) return rolesOf(places, userId);
  return teamId !== undefined && isId(teamId) ? places.rolesOfTeam(teamId) : [];
}

/** What a user may do; nobody may do nothing, and the handler tells that he is not there. */
export async function rolesOf(places: Places, userId: string): Promise<readonly HeldRole[]> {
  return (isId(userId) && (await places.rolesOf(userId))) || [];
}

/** @throws Problem INVALID_GROUP_ID or GROUP_NOT_FOUND */
async function requireProject(places: Places, groupId: string): Promise<Place> {
  if (!isId(groupId)) throw new Problem('INVALID_GROUP_ID', { parameters: [groupId] });
  const project = await places.project(groupId);
  if (project === undefined) throw new Problem('GROUP_NOT_FOUND', { parameters: [groupId] });
  return { groupId: groupId.toLowerCase(), ...project };
}

/** @throws Problem ORG_NOT_FOUND */
export async function requireOrganization(places: Places, orgId: string): Promise<Place> {
  const organization = isId(orgId) ? await places.organization(orgId) : undefined;
  if (organization === undefined) throw new Problem('ORG_NOT_FOUND', { parameters: [orgId] });
  return { orgId: orgId.toLowerCase(), apiAccessListRequired: organization.apiAccessListRequired };
}

function isId(text: string): boolean {
  return /^[0-9a-f]{24}$/i.test(text);
}
