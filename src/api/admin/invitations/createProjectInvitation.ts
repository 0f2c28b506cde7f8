import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { invite } from './invite.ts';
import { offerOfProject } from './offer.ts';
import { projectPlace } from './place.ts';
import { invitationPath, toInvitation } from './present.ts';

/** Invites a user into a project. */
export function createProjectInvitation({ store }: AdminDeps): OperationHandler<'createProjectInvitation'> {
  return async (request) => {
    const { username, roles } = request.body;
    const place = await projectPlace(store, request.path.groupId);
    const invitation = await invite(store, request, place, { username, roles, ...offerOfProject(request.body) });
    const headers = { ...tagged(invitation), Location: invitationPath(invitation) };
    return { status: 201, headers, body: toInvitation(invitation, place.name) };
  };
}
