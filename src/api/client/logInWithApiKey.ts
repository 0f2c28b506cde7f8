import type { OperationHandler } from '../../contract/index.ts';
import type { ClientDeps } from './deps.ts';
import { openSession } from './log-in.ts';

/** Lets in who has an API key. */
export function logInWithApiKey(deps: ClientDeps): OperationHandler<'logInWithApiKey'> {
  return (request) => openSession(deps, request, { provider: 'api-key', key: request.body.key });
}
