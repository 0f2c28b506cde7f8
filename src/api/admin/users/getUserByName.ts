import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { isKnownTo, toUserFor } from '../user-entity.ts';

/** The user of this name, where the caller can see him. */
export function getUserByName({ store }: AdminDeps): OperationHandler<'getUserByName'> {
  return async (request) => {
    const caller = callerOf(request);
    const { username } = request.path;
    const user = await store.users.findOne({ username: username.toLowerCase() });
    const entity = user && (await toUserFor(store, caller, user));
    if (user === null || entity === null || !isKnownTo(caller, entity))
      throw new Problem('USERNAME_NOT_FOUND', { parameters: [username] });
    return { status: 200, headers: tagged(user), body: entity };
  };
}
