import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { AdminDeps } from '../deps.ts';
import { requireId } from '../ids.ts';
import { findUser } from '../user-record.ts';
import { toPersonalKey } from './present.ts';

/** One personal key. */
export function getUserApiKey({ store }: AdminDeps): OperationHandler<'getUserApiKey'> {
  return async ({ path }) => {
    const keyId = requireId(path.apiKeyId, 'API_KEY_NOT_FOUND');
    const user = await findUser(store, path.userId);
    const key = user.apiKeys.find(({ _id }) => _id.equals(keyId));
    if (key === undefined) throw new Problem('API_KEY_NOT_FOUND', { parameters: [path.apiKeyId] });
    return { status: 200, body: toPersonalKey(user, key) };
  };
}
