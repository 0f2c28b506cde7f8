import type { OperationHandler } from '../../contract/index.ts';
import { accountOf } from './caller.ts';
import type { ClientDeps } from './deps.ts';
import { toOwnKey } from './own-api-key.ts';

/** The keys that a user has made. */
export function listOwnApiKeys({ store }: ClientDeps): OperationHandler<'listOwnApiKeys'> {
  return async (request) => {
    const { appId, userId } = accountOf(request);
    const keys = await store.appApiKeys.find({ appId, userId, kind: 'user' }).sort({ _id: 1 }).toArray();
    return { status: 200, body: keys.map(toOwnKey) };
  };
}
