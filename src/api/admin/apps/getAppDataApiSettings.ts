import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { answerPart } from './part-answers.ts';

/** Shows the Data API settings. */
export function getAppDataApiSettings(deps: AdminDeps): OperationHandler<'getAppDataApiSettings'> {
  return ({ path }) => answerPart(deps, path, { kind: 'dataApi' });
}
