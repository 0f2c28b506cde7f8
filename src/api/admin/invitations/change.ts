import type { OperationRequest } from '../../../contract/index.ts';
import type { Filter } from '../../../mongo/index.ts';
import type { Invitation, Store } from '../../../store/index.ts';
import { callerOf } from '../caller.ts';
import { withdrawalOf } from '../invited.ts';
import { deleteRecord, updateRecord } from '../revisions.ts';
import { holdTeams, type Offer } from './offer.ts';
import { whereOf, type InvitingPlace } from './place.ts';
import { byId, noInvitation, pendingAt } from './record.ts';

type Request = Pick<OperationRequest<unknown>, 'headers' | 'principal'>;

/** Changes what one invitation into a place offers. @throws Problem INVITATION_NOT_FOUND or TEAM_NOT_FOUND */
export async function changeOffer(
  store: Store,
  request: Request,
  place: InvitingPlace,
  { which, called, offer }: { which: Filter<Invitation>; called: string; offer: Offer },
): Promise<Invitation> {
  return store.change(callerOf(request), async ({ transaction, tell }) => {
    const filter = { ...pendingAt(place), ...which };
    const missing = noInvitation(called);
    const target = { collection: store.invitations, filter, request, transaction, missing };
    await holdTeams(store, place.orgId, offer.teamIds ?? [], transaction);
    const changed = await updateRecord(target, { $set: offer });
    const eventTypeName = place.groupId === null ? 'ORG_INVITATION_UPDATED' : 'GROUP_INVITATION_UPDATED';
    await tell({ eventTypeName, ...whereOf(place), target: aboutOf(changed) });
    return changed;
  });
}

/** Takes an invitation into a place back. @throws Problem INVITATION_NOT_FOUND */
export async function withdraw(
  store: Store,
  request: Request,
  place: InvitingPlace,
  invitationId: string,
): Promise<void> {
  await store.change(callerOf(request), async ({ transaction, tell }) => {
    const filter = { ...pendingAt(place), ...byId(invitationId) };
    const missing = noInvitation(invitationId);
    const withdrawn = await deleteRecord({ collection: store.invitations, filter, request, transaction, missing });
    await tell(withdrawalOf(withdrawn));
  });
}

function aboutOf({ _id, username }: Invitation) {
  return { targetUsername: username, invitationId: _id.toHexString() };
}
