import type { OperationHandler } from '../../contract/index.ts';
import { callerOf } from './caller.ts';
import type { ClientDeps } from './deps.ts';

/** Sends a link for a new password. */
export function sendPasswordReset({ users }: ClientDeps): OperationHandler<'sendPasswordReset'> {
  return async (request) => {
    const { body } = request;
    const { app } = callerOf(request);
    await users.sendReset(app, body.email);
    return { status: 200 };
  };
}
