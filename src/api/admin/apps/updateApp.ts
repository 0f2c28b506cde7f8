import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged, updateRecord } from '../revisions.ts';
import { findApp, findVersion, noApp } from './find.ts';
import { toApp } from './present.ts';

/** Renames an app, or serves another of its versions. */
export function updateApp({ store }: AdminDeps): OperationHandler<'updateApp'> {
  return async (request) => {
    const { activeVersion, name } = request.body;
    const { _id, groupId, ...app } = await findApp(store, request.path);
    if (activeVersion !== undefined) await findVersion(store, { _id, groupId, ...app }, activeVersion);
    const change = { ...(name !== undefined && { name }), ...(activeVersion !== undefined && { activeVersion }) };
    const updated = await store.change(callerOf(request), async ({ transaction, tell }) => {
      const missing = noApp(request.path);
      const target = { collection: store.apps, filter: { _id }, request, transaction, missing };
      const record = await updateRecord(target, { $set: change });
      const about = { appId: app.clientAppId };
      if (name !== undefined) await tell({ eventTypeName: 'APP_UPDATED', groupId, target: about });
      if (activeVersion !== undefined)
        await tell({
          eventTypeName: 'APP_VERSION_ACTIVATED',
          groupId,
          target: { ...about, appVersion: activeVersion },
        });
      return record;
    });
    return { status: 200, headers: tagged(updated), body: toApp(updated) };
  };
}
