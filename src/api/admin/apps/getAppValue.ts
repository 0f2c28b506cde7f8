import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { answerPart } from './part-answers.ts';

/** Shows a value. */
export function getAppValue(deps: AdminDeps): OperationHandler<'getAppValue'> {
  return ({ path }) => answerPart(deps, path, { kind: 'value', name: path.valueName });
}
