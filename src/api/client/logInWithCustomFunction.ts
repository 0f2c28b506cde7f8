import type { OperationHandler } from '../../contract/index.ts';
import type { ClientDeps } from './deps.ts';
import { openSession } from './log-in.ts';

/** Says that functions do not run yet, where the app has such a login. */
export function logInWithCustomFunction(deps: ClientDeps): OperationHandler<'logInWithCustomFunction'> {
  return (request) => openSession(deps, request, { provider: 'custom-function' });
}
