import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { listOf } from '../listing.ts';
import { findUser } from '../user-record.ts';
import { toPersonalKey } from './present.ts';

/** One page of a user's personal keys. */
export function listUserApiKeys({ store }: AdminDeps): OperationHandler<'listUserApiKeys'> {
  return async (request) => {
    const user = await findUser(store, request.path.userId);
    const keys = user.apiKeys.map((key) => toPersonalKey(user, key));
    return { status: 200, body: listOf(request, keys) };
  };
}
