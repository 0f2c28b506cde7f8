import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { deleteRecord } from '../revisions.ts';
import { noDataSource } from './record.ts';

/** Forgets a data source that no mount uses. */
export function deleteDataSource({ store }: AdminDeps): OperationHandler<'deleteDataSource'> {
  return async (request) => {
    const { path } = request;
    const groupId = knownId(path.groupId);
    const filter = { groupId, name: path.dataSourceName };
    await store.change(callerOf(request), async ({ transaction, tell }) => {
      // Who opens a mount over it writes to its record: of the two, MongoDB lets one through.
      const uses = await store.docdbMounts.countDocuments(
        { groupId, dataSource: path.dataSourceName, dataSourceId: { $exists: true } },
        transaction,
      );
      if (uses > 0) throw new Problem('DATA_SOURCE_IN_USE', { parameters: [path.dataSourceName, uses] });
      await deleteRecord({ collection: store.dataSources, filter, request, transaction, missing: noDataSource(path) });
      await tell({ eventTypeName: 'DATA_SOURCE_DELETED', groupId, target: { dataSourceName: path.dataSourceName } });
    });
    return { status: 200, body: {} };
  };
}
