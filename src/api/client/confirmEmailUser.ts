import type { OperationHandler } from '../../contract/index.ts';
import { callerOf } from './caller.ts';
import type { ClientDeps } from './deps.ts';

/** Confirms the address of an e-mail user. */
export function confirmEmailUser({ users }: ClientDeps): OperationHandler<'confirmEmailUser'> {
  return async (request) => {
    const { body } = request;
    const { app } = callerOf(request);
    await users.confirm(app, body);
    return { status: 200 };
  };
}
