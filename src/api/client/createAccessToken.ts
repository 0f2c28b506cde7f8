import type { OperationHandler } from '../../contract/index.ts';
import { callerOf, sessionOf } from './caller.ts';
import type { ClientDeps } from './deps.ts';

/** A new access token for an open session. */
export function createAccessToken({ users }: ClientDeps): OperationHandler<'createAccessToken'> {
  return async (request) => {
    const access_token = await users.refreshAccess(callerOf(request).app, sessionOf(request));
    return { status: 201, body: { access_token } };
  };
}
