import type { OperationHandler } from '../../../contract/index.ts';
import type { DataSourceRecord } from '../../../store/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { listRecords } from '../listing.ts';
import { toDataSource } from './present.ts';
import { uriOf } from './record.ts';

/** One page of a project's data sources. */
export function listDataSources({ store, encryption }: AdminDeps): OperationHandler<'listDataSources'> {
  const toEntity = (record: DataSourceRecord) => toDataSource(record, uriOf(encryption, record));
  return async (request) => {
    const options = { filter: { groupId: knownId(request.path.groupId) }, sort: { name: 1 }, toEntity };
    return { status: 200, body: await listRecords(store.dataSources, request, options) };
  };
}
