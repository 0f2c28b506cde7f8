import type { OperationHandler } from '../../../contract/index.ts';
import { changeInApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';
import { keyPath, toAppApiKey } from './present.ts';

/** Makes a server key, or brings a user's from before; its value is in this answer alone. */
export function createAppApiKey({ store, appUsers }: AdminDeps): OperationHandler<'createAppApiKey'> {
  return (request) => {
    const { name, value: given, userId: formerUserId } = request.body;
    return changeInApp(store, request, async ({ app, transaction, tell }) => {
      const newKey = { appId: app._id, name, formerUserId, value: given };
      const { key, value } = await appUsers.createApiKey(newKey, transaction);
      await tell('APP_API_KEY_CREATED', { appApiKeyId: key._id.toHexString() });
      const body = { ...toAppApiKey(app)(key), value };
      return { status: 201, headers: { Location: keyPath(app, key) }, body } as const;
    });
  };
}
