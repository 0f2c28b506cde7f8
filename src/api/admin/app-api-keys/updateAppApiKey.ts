import type { OperationHandler } from '../../../contract/index.ts';
import { changeInApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';
import { toAppApiKey } from './present.ts';
import { appKey } from './app-key.ts';

/** Closes a key, or opens it again. */
export function updateAppApiKey({ store, appUsers }: AdminDeps): OperationHandler<'updateAppApiKey'> {
  return (request) => {
    const { appApiKeyId } = request.path;
    const { disabled } = request.body;
    return changeInApp(store, request, async ({ app, transaction, tell }) => {
      const key = await appUsers.setApiKeyDisabled(appKey(app, appApiKeyId), disabled, transaction);
      await tell(disabled ? 'APP_API_KEY_DISABLED' : 'APP_API_KEY_ENABLED', { appApiKeyId });
      return { status: 200, body: toAppApiKey(app)(key) } as const;
    });
  };
}
