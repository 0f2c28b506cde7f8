import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { callerOf } from '../caller.ts';
import { orConflict } from '../conflicts.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { tagged } from '../revisions.ts';
import { hostPath, toHost } from './present.ts';
import { makeHost } from './record.ts';

/** Registers a host; the service's background work pings it soon. */
export function createHost({ store, encryption }: AdminDeps): OperationHandler<'createHost'> {
  return async (request) => {
    const { path, body } = request;
    const groupId = knownId(path.groupId);
    const host = makeHost(encryption, groupId, body);
    const { _id: hostId, hostname, port, hostnameAndPort } = host;
    const writing = store.change(callerOf(request), async ({ transaction, tell, holdProject }) => {
      if (!(await holdProject(groupId))) throw new Problem('GROUP_NOT_FOUND', { parameters: [path.groupId] });
      await store.hosts.insertOne(host, transaction);
      await tell({ eventTypeName: 'ADD_HOST_AUDIT', groupId, target: { hostId, hostname, port } });
    });
    await orConflict(writing, 'HOST_ALREADY_EXISTS', hostnameAndPort, path.groupId);
    return { status: 201, headers: { ...tagged(host), Location: hostPath(host) }, body: toHost(host) };
  };
}
