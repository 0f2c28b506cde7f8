import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { changeInApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';

/** Removes a secret. */
export function deleteAppSecret({ store }: AdminDeps): OperationHandler<'deleteAppSecret'> {
  return async (request) => {
    const { appId: clientAppId, secretName } = request.path;
    await changeInApp(store, request, async ({ app, transaction, tell }) => {
      const { deletedCount } = await store.appSecrets.deleteOne({ appId: app._id, name: secretName }, transaction);
      if (deletedCount === 0) throw new Problem('APP_SECRET_NOT_FOUND', { parameters: [clientAppId, secretName] });
      await tell('APP_SECRET_DELETED', { appSecretName: secretName });
    });
    return { status: 200, body: {} };
  };
}
