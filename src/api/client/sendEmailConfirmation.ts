import type { OperationHandler } from '../../contract/index.ts';
import { callerOf } from './caller.ts';
import type { ClientDeps } from './deps.ts';

/** Sends the link for the confirmation again. */
export function sendEmailConfirmation({ users }: ClientDeps): OperationHandler<'sendEmailConfirmation'> {
  return async (request) => {
    const { body } = request;
    const { app } = callerOf(request);
    await users.resendConfirmation(app, body.email);
    return { status: 200 };
  };
}
