import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { tagged, updateRecord } from '../revisions.ts';
import { accessAfter } from './credentials.ts';
import { toHost } from './present.ts';
import { noHost } from './record.ts';

/** Changes how a host is reached and what is wanted of it, and has it pinged soon. */
export function updateHost({ store, encryption }: AdminDeps): OperationHandler<'updateHost'> {
  return async (request) => {
    const { path, body } = request;
    const groupId = knownId(path.groupId);
    const filter = { _id: path.hostId, groupId };
    const updated = await store.change(callerOf(request), async ({ transaction, tell }) => {
      const former = await store.hosts.findOne(filter, transaction);
      if (former === null) throw noHost(path);
      const { _id: hostId, username, password, ...access } = accessAfter(former, body, encryption);
      const { alertsEnabled, logsEnabled, profilerEnabled } = { ...former, ...body };
      const wishes = { alertsEnabled, logsEnabled, profilerEnabled };
      const credentials = username === undefined ? {} : { username, password };
      const target = { collection: store.hosts, filter, request, transaction, missing: noHost(path) };
      const host = await updateRecord(target, {
        $set: { ...access, ...wishes, ...credentials, pingAt: new Date() },
        ...(username === undefined && { $unset: { username: 1, password: 1 } }),
      });
      const { hostname, port } = host;
      await tell({ eventTypeName: 'UPDATE_HOST_AUDIT', groupId, target: { hostId, hostname, port } });
      return host;
    });
    return { status: 200, headers: tagged(updated), body: toHost(updated) };
  };
}
