import type { OperationHandler } from '../../../contract/index.ts';
import { maskedUri } from '../../../mongo/index.ts';
import type { Encryption } from '../../../secrets/index.ts';
import { uriPlace, type DataSourceRecord } from '../../../store/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { tagged, updateRecord } from '../revisions.ts';
import { toDataSource } from './present.ts';
import { noDataSource, requireUri, uriOf } from './record.ts';

/** Changes how a data source is reached. */
export function updateDataSource({ store, encryption }: AdminDeps): OperationHandler<'updateDataSource'> {
  return async (request) => {
    const { path, body } = request;
    const filter = { groupId: knownId(path.groupId), name: path.dataSourceName };
    const record = await store.change(callerOf(request), async ({ transaction, tell }) => {
      const current = await store.dataSources.findOne(filter, transaction);
      if (current === null) throw noDataSource(path);
      const change = {
        ...(body.uri !== undefined && { uri: encryptedUri(encryption, current, body.uri) }),
        ...(body.readPreference !== undefined && { readPreference: body.readPreference }),
      };
      const { groupId, _id } = current;
      const target = {
        collection: store.dataSources,
        filter: { _id },
        request,
        transaction,
        missing: noDataSource(path),
      };
      const updated = await updateRecord(target, { $set: change });
      await tell({ eventTypeName: 'DATA_SOURCE_UPDATED', groupId, target: { dataSourceName: current.name } });
      return updated;
    });
    return { status: 200, headers: tagged(record), body: toDataSource(record, uriOf(encryption, record)) };
  };
}

/** What is given back as it was shown, without credentials, is what there is already. */
function encryptedUri(encryption: Encryption, current: DataSourceRecord, given: string): string {
  if (given === maskedUri(uriOf(encryption, current))) return current.uri;
  return encryption.encrypt(requireUri(current.name, given), uriPlace(current._id));
}
