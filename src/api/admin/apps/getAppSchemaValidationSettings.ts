import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { answerPart } from './part-answers.ts';

/** Shows the schema validation settings. */
export function getAppSchemaValidationSettings(deps: AdminDeps): OperationHandler<'getAppSchemaValidationSettings'> {
  return ({ path }) => answerPart(deps, path, { kind: 'schemaValidation' });
}
