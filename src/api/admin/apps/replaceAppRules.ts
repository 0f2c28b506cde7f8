import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { replacePart } from './part-answers.ts';

/** Replaces the rules of a collection. */
export function replaceAppRules(deps: AdminDeps): OperationHandler<'replaceAppRules'> {
  return (request) =>
    replacePart(
      deps,
      request,
      {
        kind: 'rules',
        dataSource: request.path.dataSource,
        database: request.path.database,
        collection: request.path.collection,
      },
      request.body,
    );
}
