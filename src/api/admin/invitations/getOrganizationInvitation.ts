import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { organizationPlace } from './place.ts';
import { toInvitation } from './present.ts';
import { findInvitation, pendingAt } from './record.ts';

/** One pending invitation into an organization. */
export function getOrganizationInvitation({ store }: AdminDeps): OperationHandler<'getOrganizationInvitation'> {
  return async ({ path }) => {
    const place = await organizationPlace(store, path.orgId);
    const invitation = await findInvitation(store, pendingAt(place), path.invitationId);
    return { status: 200, headers: tagged(invitation), body: toInvitation(invitation, place.name) };
  };
}
