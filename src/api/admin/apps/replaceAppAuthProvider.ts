import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { replacePart } from './part-answers.ts';

/** Replaces an authentication provider. */
export function replaceAppAuthProvider(deps: AdminDeps): OperationHandler<'replaceAppAuthProvider'> {
  return (request) =>
    replacePart(deps, request, { kind: 'authProvider', type: request.path.providerType }, request.body);
}
