import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { deletePart } from './part-answers.ts';

/** Removes a value. */
export function deleteAppValue(deps: AdminDeps): OperationHandler<'deleteAppValue'> {
  return (request) => deletePart(deps, request, { kind: 'value', name: request.path.valueName });
}
