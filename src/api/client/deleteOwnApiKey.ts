import type { OperationHandler } from '../../contract/index.ts';
import { accountOf } from './caller.ts';
import type { ClientDeps } from './deps.ts';
import { ownKey } from './own-api-key.ts';

/** Deletes one of the user’s own keys. */
export function deleteOwnApiKey({ users }: ClientDeps): OperationHandler<'deleteOwnApiKey'> {
  return async (request) => {
    await users.deleteApiKey(ownKey(accountOf(request), request.path.ownApiKeyId));
    return { status: 204 };
  };
}
