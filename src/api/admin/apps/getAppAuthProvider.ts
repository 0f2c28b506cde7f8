import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { answerPart } from './part-answers.ts';

/** Shows an authentication provider. */
export function getAppAuthProvider(deps: AdminDeps): OperationHandler<'getAppAuthProvider'> {
  return ({ path }) => answerPart(deps, path, { kind: 'authProvider', type: path.providerType });
}
