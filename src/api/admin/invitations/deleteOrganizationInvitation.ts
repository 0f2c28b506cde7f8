import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { withdraw } from './change.ts';
import { organizationPlace } from './place.ts';

/** Withdraws an invitation into an organization. */
export function deleteOrganizationInvitation({ store }: AdminDeps): OperationHandler<'deleteOrganizationInvitation'> {
  return async (request) => {
    const { orgId, invitationId } = request.path;
    await withdraw(store, request, await organizationPlace(store, orgId), invitationId);
    return { status: 200, body: {} };
  };
}
