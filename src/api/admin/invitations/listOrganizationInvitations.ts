import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { organizationPlace } from './place.ts';
import { toInvitation } from './present.ts';
import { pendingAt } from './record.ts';

/** The pending invitations into an organization. */
export function listOrganizationInvitations({ store }: AdminDeps): OperationHandler<'listOrganizationInvitations'> {
  return async ({ path, query }) => {
    const place = await organizationPlace(store, path.orgId);
    const who = query.username === undefined ? {} : { username: query.username.toLowerCase() };
    const found = await store.invitations
      .find({ ...pendingAt(place), ...who })
      .sort({ _id: 1 })
      .toArray();
    return { status: 200, body: found.map((invitation) => toInvitation(invitation, place.name)) };
  };
}
