import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { changeOffer } from './change.ts';
import { offerOfOrganization } from './offer.ts';
import { organizationPlace } from './place.ts';
import { toInvitation } from './present.ts';

/** Changes what the invitation of a user into an organization offers. */
export function updateOrganizationInvitationByUsername({
  store,
}: AdminDeps): OperationHandler<'updateOrganizationInvitationByUsername'> {
  return async (request) => {
    const username = request.body.username.toLowerCase();
    const place = await organizationPlace(store, request.path.orgId);
    const change = { which: { username }, called: username, offer: offerOfOrganization(request.body) };
    const invitation = await changeOffer(store, request, place, change);
    return { status: 200, headers: tagged(invitation), body: toInvitation(invitation, place.name) };
  };
}
