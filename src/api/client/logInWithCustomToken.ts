import type { OperationHandler } from '../../contract/index.ts';
import type { ClientDeps } from './deps.ts';
import { openSession } from './log-in.ts';

/** Lets in who has a token of a party that the app trusts. */
export function logInWithCustomToken(deps: ClientDeps): OperationHandler<'logInWithCustomToken'> {
  return (request) => openSession(deps, request, { provider: 'custom-token', token: request.body.token });
}
