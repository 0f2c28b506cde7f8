import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { replacePart } from './part-answers.ts';

/** Replaces the default rules of a data source. */
export function replaceAppDefaultRules(deps: AdminDeps): OperationHandler<'replaceAppDefaultRules'> {
  return (request) =>
    replacePart(deps, request, { kind: 'defaultRules', dataSource: request.path.dataSource }, request.body);
}
