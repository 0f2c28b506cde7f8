import type { OperationHandler } from '../../contract/index.ts';
import { callerOf } from './caller.ts';
import type { ClientDeps } from './deps.ts';

/** Sets a new password by a link's proof. */
export function resetPassword({ users }: ClientDeps): OperationHandler<'resetPassword'> {
  return async (request) => {
    const { body } = request;
    const { app } = callerOf(request);
    await users.reset(app, body);
    return { status: 200 };
  };
}
