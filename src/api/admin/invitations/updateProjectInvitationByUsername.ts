import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { changeOffer } from './change.ts';
import { offerOfProject } from './offer.ts';
import { projectPlace } from './place.ts';
import { toInvitation } from './present.ts';

/** Changes what the invitation of a user into a project offers. */
export function updateProjectInvitationByUsername({
  store,
}: AdminDeps): OperationHandler<'updateProjectInvitationByUsername'> {
  return async (request) => {
    const username = request.body.username.toLowerCase();
    const place = await projectPlace(store, request.path.groupId);
    const change = { which: { username }, called: username, offer: offerOfProject(request.body) };
    const invitation = await changeOffer(store, request, place, change);
    return { status: 200, headers: tagged(invitation), body: toInvitation(invitation, place.name) };
  };
}
