import type { OperationHandler } from '../../../contract/index.ts';
import { noEntry } from '../admitted-ranges.ts';
import { changeInApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';
import { requireRange } from '../ranges.ts';

/** Removes an entry of an app's access list. */
export function deleteAppAccessListEntry({ store }: AdminDeps): OperationHandler<'deleteAppAccessListEntry'> {
  return async (request) => {
    const { accessListEntry } = request.path;
    const { cidrBlock } = requireRange(accessListEntry);
    await changeInApp(store, request, async ({ app, transaction, tell }) => {
      const { deletedCount } = await store.appAccessList.deleteOne({ appId: app._id, cidrBlock }, transaction);
      if (deletedCount === 0) throw noEntry(accessListEntry);
      await tell('APP_ACCESS_LIST_ENTRY_DELETED', { whitelistEntry: cidrBlock });
    });
    return { status: 200, body: {} };
  };
}
