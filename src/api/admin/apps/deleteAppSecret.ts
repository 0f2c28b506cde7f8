import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { findApp } from './find.ts';

/** Removes a secret. */
export function deleteAppSecret({ store }: AdminDeps): OperationHandler<'deleteAppSecret'> {
  return async (request) => {
    const { appId: clientAppId, secretName } = request.path;
    const { _id: appId, groupId } = await findApp(store, request.path);
    await store.change(callerOf(request), async ({ transaction, tell }) => {
      const { deletedCount } = await store.appSecrets.deleteOne({ appId, name: secretName }, transaction);
      if (deletedCount === 0) throw new Problem('APP_SECRET_NOT_FOUND', { parameters: [clientAppId, secretName] });
      await tell({
        eventTypeName: 'APP_SECRET_DELETED',
        groupId,
        target: { appId: clientAppId, appSecretName: secretName },
      });
    });
    return { status: 200, body: {} };
  };
}
