import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { replacePart } from './part-answers.ts';

/** Replaces the schema validation settings. */
export function replaceAppSchemaValidationSettings(
  deps: AdminDeps,
): OperationHandler<'replaceAppSchemaValidationSettings'> {
  return (request) => replacePart(deps, request, { kind: 'schemaValidation' }, request.body);
}
