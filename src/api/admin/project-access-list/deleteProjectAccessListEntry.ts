import type { OperationHandler } from '../../../contract/index.ts';
import { noEntry } from '../admitted-ranges.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { requireRange } from '../ranges.ts';

/** Removes an entry of a project's access list. */
export function deleteProjectAccessListEntry({ store }: AdminDeps): OperationHandler<'deleteProjectAccessListEntry'> {
  return async (request) => {
    const { accessListEntry } = request.path;
    const groupId = knownId(request.path.groupId);
    const { cidrBlock } = requireRange(accessListEntry);
    await store.change(callerOf(request), async ({ transaction, tell }) => {
      const { deletedCount } = await store.projectAccessList.deleteOne({ groupId, cidrBlock }, transaction);
      if (deletedCount === 0) throw noEntry(accessListEntry);
      await tell({ eventTypeName: 'NETWORK_PERMISSION_ENTRY_REMOVED', groupId, target: { whitelistEntry: cidrBlock } });
    });
    return { status: 200, body: {} };
  };
}
