import type { OperationHandler } from '../../contract/index.ts';
import { accountOf } from './caller.ts';
import type { ClientDeps } from './deps.ts';
import { toOwnKey } from './own-api-key.ts';

/** Makes a key for the user who asks. */
export function createOwnApiKey({ users }: ClientDeps): OperationHandler<'createOwnApiKey'> {
  return async (request) => {
    const { appId, userId } = accountOf(request);
    const { key, value } = await users.createApiKey({ appId, userId, name: request.body.name });
    return { status: 201, body: { ...toOwnKey(key), key: value } };
  };
}
