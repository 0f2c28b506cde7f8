import type { OperationHandler } from '../../../contract/index.ts';
import { newEntries, toEntry } from '../access-list-entries.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { requireId } from '../ids.ts';
import { listOf } from '../listing.ts';
import { updateRecord } from '../revisions.ts';
import { tellOfUser } from '../user-events.ts';
import { noUser } from '../user-record.ts';
import { listPath } from './list-path.ts';

/** Adds addresses to a user's access list, all or none; those that are on it stay as they are. */
export function addUserAccessList({ store }: AdminDeps): OperationHandler<'addUserAccessList'> {
  return async (request) => {
    const { userId } = request.path;
    const filter = { _id: requireId(userId, 'INVALID_USER_ID') };
    const missing = noUser(userId);
    const given = newEntries(request.body);
    const accessList = await store.change(callerOf(request), async (unit) => {
      const { transaction } = unit;
      const user = await store.users.findOne(filter, transaction);
      if (user === null) throw missing;
      const known = new Set(user.accessList.map(({ cidrBlock }) => cidrBlock));
      const entries = given.filter(({ cidrBlock }) => !known.has(cidrBlock));
      if (entries.length === 0) return user.accessList;
      const target = { collection: store.users, filter, request, transaction, missing };
      const updated = await updateRecord(target, { $push: { accessList: { $each: entries } } });
      for (const { cidrBlock: whitelistEntry } of entries)
        await tellOfUser(store, unit, 'USER_ACCESS_LIST_ENTRY_ADDED', user, { whitelistEntry });
      return updated.accessList;
    });
    const path = listPath(request.path);
    return { status: 201, headers: { Location: path }, body: listOf(request, accessList.map(toEntry(path))) };
  };
}
