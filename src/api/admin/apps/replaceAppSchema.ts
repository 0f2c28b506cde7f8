import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { replacePart } from './part-answers.ts';

/** Replaces the schema of a collection. */
export function replaceAppSchema(deps: AdminDeps): OperationHandler<'replaceAppSchema'> {
  return (request) =>
    replacePart(
      deps,
      request,
      {
        kind: 'schema',
        dataSource: request.path.dataSource,
        database: request.path.database,
        collection: request.path.collection,
      },
      request.body,
    );
}
