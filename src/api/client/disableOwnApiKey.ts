import type { OperationHandler } from '../../contract/index.ts';
import { accountOf } from './caller.ts';
import type { ClientDeps } from './deps.ts';
import { ownKey } from './own-api-key.ts';

/** Switches one of the user’s own keys off. */
export function disableOwnApiKey({ users }: ClientDeps): OperationHandler<'disableOwnApiKey'> {
  return async (request) => {
    await users.setApiKeyDisabled(ownKey(accountOf(request), request.path.ownApiKeyId), true);
    return { status: 204 };
  };
}
