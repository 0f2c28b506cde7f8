import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged, updateRecord } from '../revisions.ts';
import { toMount } from './present.ts';
import { asProjectMount, findMount, mountFilter, noMount, type ProjectMount } from './record.ts';
import { inOrder, requireLimits } from './settings.ts';

type Body = Parameters<OperationHandler<'updateMount'>>[0]['body'];

/** Changes how far a mount goes; its scope and its data source stay. */
export function updateMount({ store }: AdminDeps): OperationHandler<'updateMount'> {
  return async (request) => {
    const { path, body } = request;
    const filter = mountFilter(path);
    const { _id, groupId } = filter;
    const mount = await store.change(callerOf(request), async ({ transaction, tell }) => {
      const change = changeOf(body, await findMount(store, path, transaction));
      const target = { collection: store.docdbMounts, filter, request, transaction, missing: noMount(path) };
      const updated = await updateRecord(target, { $set: change });
      await tell({ eventTypeName: 'MOUNT_UPDATED', groupId, target: { mountId: _id.toHexString() } });
      return asProjectMount(updated);
    });
    return { status: 200, headers: tagged(mount), body: toMount(mount) };
  };
}

function changeOf({ auth, methods, maxTimeMs, allowServerSideJavaScript, ...said }: Body, current: ProjectMount) {
  const { defaultLimit, maxLimit } = current;
  return {
    ...requireLimits({ defaultLimit, maxLimit, ...said }),
    ...(auth === 'none' && { users: 'none' as const }),
    ...(auth === 'users' && current.users === 'none' && { users: [] }),
    ...(methods !== undefined && { methods: inOrder(methods) }),
    ...(maxTimeMs !== undefined && { maxTimeMs }),
    ...(allowServerSideJavaScript !== undefined && { allowServerSideJavaScript }),
  };
}
