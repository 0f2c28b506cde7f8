import type { OperationHandler } from '../../contract/index.ts';
import { sessionOf } from './caller.ts';
import type { ClientDeps } from './deps.ts';

/** Ends a session. */
export function deleteSession({ users }: ClientDeps): OperationHandler<'deleteSession'> {
  return async (request) => {
    await users.closeSession(sessionOf(request));
    return { status: 204 };
  };
}
