import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { requireId } from '../ids.ts';
import { withdrawInvitations } from '../invited.ts';
import { requireOwners } from '../owners.ts';
import { deleteRecord } from '../revisions.ts';
import { tellOfUser } from '../user-events.ts';
import { noUser } from '../user-record.ts';

/** Deletes an account, unless somewhere it is the last owner. */
export function deleteUser({ store }: AdminDeps): OperationHandler<'deleteUser'> {
  return async (request) => {
    const { userId } = request.path;
    const filter = { _id: requireId(userId, 'INVALID_USER_ID') };
    const missing = noUser(userId);
    await store.change(callerOf(request), async (unit) => {
      const { transaction } = unit;
      const user = await deleteRecord({ collection: store.users, filter, request, transaction, missing });
      await requireOwners(store, user.roles, 'CANNOT_DELETE_LAST_OWNER', transaction);
      await withdrawInvitations(store, unit, user.username);
      await tellOfUser(store, unit, 'USER_DELETED', user);
    });
    return { status: 200, body: {} };
  };
}
