import type { OperationHandler } from '../../../contract/index.ts';
import { removeApps } from '../app-removal.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { updateRecord } from '../revisions.ts';
import { noApp } from './find.ts';

/** Deletes an app with its versions and secrets. */
export function deleteApp({ store }: AdminDeps): OperationHandler<'deleteApp'> {
  return async (request) => {
    const { appId } = request.path;
    const groupId = knownId(request.path.groupId);
    await store.change(callerOf(request), async ({ transaction, tell }) => {
      const filter = { clientAppId: appId, groupId };
      const target = { collection: store.apps, filter, request, transaction, missing: noApp(request.path) };
      // Changed before it goes, so that a deployment at the same time does not leave a version behind.
      const { _id } = await updateRecord(target, {});
      await removeApps(store, { _id }, transaction);
      await tell({ eventTypeName: 'APP_DELETED', groupId, target: { appId } });
    });
    return { status: 200, body: {} };
  };
}
