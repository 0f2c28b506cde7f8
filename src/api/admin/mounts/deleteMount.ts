import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { deleteRecord } from '../revisions.ts';
import { mountFilter, noMount } from './record.ts';

/** Closes a path under `/docdb`. */
export function deleteMount({ store }: AdminDeps): OperationHandler<'deleteMount'> {
  return async (request) => {
    const { path } = request;
    const filter = mountFilter(path);
    const { _id, groupId } = filter;
    await store.change(callerOf(request), async ({ transaction, tell }) => {
      const target = { collection: store.docdbMounts, filter, request, transaction, missing: noMount(path) };
      await deleteRecord(target);
      await tell({ eventTypeName: 'MOUNT_DELETED', groupId, target: { mountId: _id.toHexString() } });
    });
    return { status: 200, body: {} };
  };
}
