import type { OperationHandler } from '../../contract/index.ts';
import type { ClientDeps } from './deps.ts';
import { openSession } from './log-in.ts';

/** Lets anybody in as somebody new. */
export function logInAnonymously(deps: ClientDeps): OperationHandler<'logInAnonymously'> {
  return (request) => openSession(deps, request, { provider: 'anon-user' });
}
