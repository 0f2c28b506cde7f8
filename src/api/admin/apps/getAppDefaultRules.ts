import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { answerPart } from './part-answers.ts';

/** Shows the default rules of a data source. */
export function getAppDefaultRules(deps: AdminDeps): OperationHandler<'getAppDefaultRules'> {
  return ({ path }) => answerPart(deps, path, { kind: 'defaultRules', dataSource: path.dataSource });
}
