import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { deletePart } from './part-answers.ts';

/** Removes the rules of a collection. */
export function deleteAppRules(deps: AdminDeps): OperationHandler<'deleteAppRules'> {
  return (request) =>
    deletePart(deps, request, {
      kind: 'rules',
      dataSource: request.path.dataSource,
      database: request.path.database,
      collection: request.path.collection,
    });
}
