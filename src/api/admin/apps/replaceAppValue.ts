import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { replacePart } from './part-answers.ts';

/** Replaces a value. */
export function replaceAppValue(deps: AdminDeps): OperationHandler<'replaceAppValue'> {
  return (request) => replacePart(deps, request, { kind: 'value', name: request.path.valueName }, request.body);
}
