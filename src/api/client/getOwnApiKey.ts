import type { OperationHandler } from '../../contract/index.ts';
import { Problem } from '../../problem/index.ts';
import { accountOf } from './caller.ts';
import type { ClientDeps } from './deps.ts';
import { ownKey, toOwnKey } from './own-api-key.ts';

/** One of the user's own keys. */
export function getOwnApiKey({ store }: ClientDeps): OperationHandler<'getOwnApiKey'> {
  return async (request) => {
    const key = await store.appApiKeys.findOne({ ...ownKey(accountOf(request), request.path.ownApiKeyId) });
    if (key === null) throw new Problem('APP_API_KEY_NOT_FOUND');
    return { status: 200, body: toOwnKey(key) };
  };
}
