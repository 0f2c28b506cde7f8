import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { tagged } from '../revisions.ts';
import { toDataSource } from './present.ts';
import { noDataSource, uriOf } from './record.ts';

/** One data source of a project, without credentials. */
export function getDataSource({ store, encryption }: AdminDeps): OperationHandler<'getDataSource'> {
  return async ({ path }) => {
    const record = await store.dataSources.findOne({ groupId: knownId(path.groupId), name: path.dataSourceName });
    if (record === null) throw noDataSource(path);
    return { status: 200, headers: tagged(record), body: toDataSource(record, uriOf(encryption, record)) };
  };
}
