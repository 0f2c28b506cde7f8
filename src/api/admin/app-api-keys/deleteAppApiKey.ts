import type { OperationHandler } from '../../../contract/index.ts';
import { changeInApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';
import { appKey } from './app-key.ts';

/** Deletes a key; with a server key goes its user. */
export function deleteAppApiKey({ store, appUsers }: AdminDeps): OperationHandler<'deleteAppApiKey'> {
  return async (request) => {
    const { appApiKeyId } = request.path;
    await changeInApp(store, request, async ({ app, transaction, tell }) => {
      await appUsers.deleteApiKey(appKey(app, appApiKeyId), transaction);
      await tell('APP_API_KEY_DELETED', { appApiKeyId });
    });
    return { status: 200, body: {} };
  };
}
