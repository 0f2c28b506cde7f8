import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { invite } from './invite.ts';
import { offerOfOrganization } from './offer.ts';
import { organizationPlace } from './place.ts';
import { invitationPath, toInvitation } from './present.ts';

/** Invites a user into an organization. */
export function createOrganizationInvitation({ store }: AdminDeps): OperationHandler<'createOrganizationInvitation'> {
  return async (request) => {
    const { username, roles } = request.body;
    const place = await organizationPlace(store, request.path.orgId);
    const invitation = await invite(store, request, place, { username, roles, ...offerOfOrganization(request.body) });
    const headers = { ...tagged(invitation), Location: invitationPath(invitation) };
    return { status: 201, headers, body: toInvitation(invitation, place.name) };
  };
}
