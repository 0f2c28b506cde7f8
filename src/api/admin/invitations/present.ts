import { instant, type Link } from '../../../representation/index.ts';
import type { Invitation } from '../../../store/index.ts';

/** An invitation for who administers the place. @param name the place's */
export function toInvitation(invitation: Invitation, name: string) {
  const { orgId, groupId } = invitation;
  const to =
    groupId === null
      ? { rel: 'org', href: `/orgs/${orgId.toHexString()}` }
      : { rel: 'group', href: `/groups/${groupId.toHexString()}` };
  return entity(invitation, name, [{ rel: 'self', href: invitationPath(invitation) }, to]);
}

/** An invitation for whom it is meant. @param name the place's */
export function toUserInvitation(invitation: Invitation, name: string, userId: string) {
  const user = `/users/${userId}`;
  const self = `${user}/invites/${invitation._id.toHexString()}`;
  return entity(invitation, name, [
    { rel: 'self', href: self },
    { rel: 'user', href: user },
    { rel: 'accept', href: `${self}/accept` },
  ]);
}

export function invitationPath({ _id, orgId, groupId }: Invitation): string {
  const place = groupId === null ? `/orgs/${orgId.toHexString()}` : `/groups/${groupId.toHexString()}`;
  return `${place}/invites/${_id.toHexString()}`;
}

function entity(invitation: Invitation, name: string, links: Link[]) {
  const { _id, orgId, groupId, username, inviterUsername, roles, teamIds, createdAt, expiresAt } = invitation;
  return {
    id: _id.toHexString(),
    username,
    inviterUsername,
    roles: [...roles],
    ...(groupId === null
      ? { orgId: orgId.toHexString(), orgName: name, teamIds: teamIds.map((id) => id.toHexString()) }
      : { groupId: groupId.toHexString(), groupName: name }),
    createdAt: instant(createdAt),
    expiresAt: instant(expiresAt),
    links,
  };
}
