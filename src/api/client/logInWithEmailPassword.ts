import type { OperationHandler } from '../../contract/index.ts';
import type { ClientDeps } from './deps.ts';
import { openSession } from './log-in.ts';

/** Lets in who knows the password of an e-mail user. */
export function logInWithEmailPassword(deps: ClientDeps): OperationHandler<'logInWithEmailPassword'> {
  return (request) =>
    openSession(deps, request, {
      provider: 'local-userpass',
      email: request.body.username,
      password: request.body.password,
    });
}
