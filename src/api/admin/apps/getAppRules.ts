import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { answerPart } from './part-answers.ts';

/** Shows the rules of a collection. */
export function getAppRules(deps: AdminDeps): OperationHandler<'getAppRules'> {
  return ({ path }) =>
    answerPart(deps, path, {
      kind: 'rules',
      dataSource: path.dataSource,
      database: path.database,
      collection: path.collection,
    });
}
