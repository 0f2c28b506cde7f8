import type { OperationHandler } from '../../contract/index.ts';
import { accountOf } from './caller.ts';
import type { ClientDeps } from './deps.ts';
import { ownKey } from './own-api-key.ts';

/** Switches one of the user’s own keys on. */
export function enableOwnApiKey({ users }: ClientDeps): OperationHandler<'enableOwnApiKey'> {
  return async (request) => {
    await users.setApiKeyDisabled(ownKey(accountOf(request), request.path.ownApiKeyId), false);
    return { status: 204 };
  };
}
