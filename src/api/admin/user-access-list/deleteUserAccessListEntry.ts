import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { requireStillAdmitted } from '../access-list-entries.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { requireRange } from '../ranges.ts';
import { updateRecord } from '../revisions.ts';
import { tellOfUser } from '../user-events.ts';
import { findUser } from '../user-record.ts';

/** Removes an entry of a user's access list; not the one by which the caller himself is let in. */
export function deleteUserAccessListEntry({ store }: AdminDeps): OperationHandler<'deleteUserAccessListEntry'> {
  return async (request) => {
    const { userId, accessListEntry } = request.path;
    const caller = callerOf(request);
    const { cidrBlock } = requireRange(accessListEntry);
    const { _id, accessList } = await findUser(store, userId);
    if (_id.toHexString() === caller.user?.id) requireStillAdmitted(caller, accessList, cidrBlock);
    const missing = new Problem('ACCESS_LIST_NOT_FOUND', { parameters: [accessListEntry] });
    await store.change(caller, async (unit) => {
      const filter = { _id, 'accessList.cidrBlock': cidrBlock };
      const target = { collection: store.users, filter, request, transaction: unit.transaction, missing };
      const user = await updateRecord(target, { $pull: { accessList: { cidrBlock } } });
      await tellOfUser(store, unit, 'USER_ACCESS_LIST_ENTRY_DELETED', user, { whitelistEntry: cidrBlock });
    });
    return { status: 200, body: {} };
  };
}
