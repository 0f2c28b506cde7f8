import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { toUserFor } from '../user-entity.ts';
import { findUser } from '../user-record.ts';

/** One user. */
export function getUser({ store }: AdminDeps): OperationHandler<'getUser'> {
  return async (request) => {
    const user = await findUser(store, request.path.userId);
    return { status: 200, headers: tagged(user), body: await toUserFor(store, callerOf(request), user) };
  };
}
