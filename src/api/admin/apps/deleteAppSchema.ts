import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { deletePart } from './part-answers.ts';

/** Removes the schema of a collection. */
export function deleteAppSchema(deps: AdminDeps): OperationHandler<'deleteAppSchema'> {
  return (request) =>
    deletePart(deps, request, {
      kind: 'schema',
      dataSource: request.path.dataSource,
      database: request.path.database,
      collection: request.path.collection,
    });
}
