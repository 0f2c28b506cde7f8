import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { changeOffer } from './change.ts';
import { offerOfProject } from './offer.ts';
import { projectPlace } from './place.ts';
import { toInvitation } from './present.ts';
import { byId } from './record.ts';

/** Changes what an invitation into a project offers. */
export function updateProjectInvitation({ store }: AdminDeps): OperationHandler<'updateProjectInvitation'> {
  return async (request) => {
    const { invitationId } = request.path;
    const place = await projectPlace(store, request.path.groupId);
    const change = { which: byId(invitationId), called: invitationId, offer: offerOfProject(request.body) };
    const invitation = await changeOffer(store, request, place, change);
    return { status: 200, headers: tagged(invitation), body: toInvitation(invitation, place.name) };
  };
}
