import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { answerPart } from './part-answers.ts';

/** Shows the schema of a collection. */
export function getAppSchema(deps: AdminDeps): OperationHandler<'getAppSchema'> {
  return ({ path }) =>
    answerPart(deps, path, {
      kind: 'schema',
      dataSource: path.dataSource,
      database: path.database,
      collection: path.collection,
    });
}
