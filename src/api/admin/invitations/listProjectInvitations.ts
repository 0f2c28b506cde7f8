import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { projectPlace } from './place.ts';
import { toInvitation } from './present.ts';
import { pendingAt } from './record.ts';

/** The pending invitations into a project. */
export function listProjectInvitations({ store }: AdminDeps): OperationHandler<'listProjectInvitations'> {
  return async ({ path, query }) => {
    const place = await projectPlace(store, path.groupId);
    const who = query.username === undefined ? {} : { username: query.username.toLowerCase() };
    const found = await store.invitations
      .find({ ...pendingAt(place), ...who })
      .sort({ _id: 1 })
      .toArray();
    return { status: 200, body: found.map((invitation) => toInvitation(invitation, place.name)) };
  };
}
