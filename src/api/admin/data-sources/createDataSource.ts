import type { OperationHandler } from '../../../contract/index.ts';
import { ObjectId } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import { uriPlace } from '../../../store/index.ts';
import { callerOf } from '../caller.ts';
import { orConflict } from '../conflicts.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { requireRoomLeft } from '../room-left.ts';
import { tagged } from '../revisions.ts';
import { dataSourcePath, toDataSource } from './present.ts';
import { requireUri } from './record.ts';

const mostDataSources = { most: 100, code: 'MAX_DATA_SOURCES_PER_GROUP_EXCEEDED' } as const;

/** Links a MongoDB to a project under a name. */
export function createDataSource({ store, encryption }: AdminDeps): OperationHandler<'createDataSource'> {
  return async (request) => {
    const groupId = knownId(request.path.groupId);
    const { name, readPreference } = request.body;
    const uri = requireUri(name, request.body.uri);
    const _id = new ObjectId();
    const record = {
      _id,
      groupId,
      name,
      uri: encryption.encrypt(uri, uriPlace(_id)),
      ...(readPreference !== undefined && { readPreference }),
      createdAt: new Date(),
      revision: 1,
    };
    const writing = store.change(callerOf(request), async ({ transaction, tell, holdProject }) => {
      if (!(await holdProject(groupId))) throw new Problem('GROUP_NOT_FOUND', { parameters: [request.path.groupId] });
      await requireRoomLeft(store.dataSources, groupId, mostDataSources, transaction);
      await store.dataSources.insertOne(record, transaction);
      await tell({ eventTypeName: 'DATA_SOURCE_CREATED', groupId, target: { dataSourceName: name } });
    });
    await orConflict(writing, 'DATA_SOURCE_ALREADY_EXISTS', name);
    const headers = { ...tagged(record), Location: dataSourcePath(record) };
    return { status: 201, headers, body: toDataSource(record, uri) };
  };
}
