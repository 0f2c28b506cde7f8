import type { OperationHandler } from '../../contract/index.ts';
import { callerOf } from './caller.ts';
import type { ClientDeps } from './deps.ts';

/** Makes an e-mail user. */
export function registerEmailUser({ users }: ClientDeps): OperationHandler<'registerEmailUser'> {
  return async (request) => {
    const { body } = request;
    const { app } = callerOf(request);
    await users.register(app, body.email, body.password);
    return { status: 201 };
  };
}
