import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { changeOffer } from './change.ts';
import { offerOfOrganization } from './offer.ts';
import { organizationPlace } from './place.ts';
import { toInvitation } from './present.ts';
import { byId } from './record.ts';

/** Changes what an invitation into an organization offers. */
export function updateOrganizationInvitation({ store }: AdminDeps): OperationHandler<'updateOrganizationInvitation'> {
  return async (request) => {
    const { invitationId } = request.path;
    const place = await organizationPlace(store, request.path.orgId);
    const change = { which: byId(invitationId), called: invitationId, offer: offerOfOrganization(request.body) };
    const invitation = await changeOffer(store, request, place, change);
    return { status: 200, headers: tagged(invitation), body: toInvitation(invitation, place.name) };
  };
}
