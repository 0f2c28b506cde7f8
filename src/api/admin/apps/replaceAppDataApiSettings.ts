import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { replacePart } from './part-answers.ts';

/** Replaces the Data API settings. */
export function replaceAppDataApiSettings(deps: AdminDeps): OperationHandler<'replaceAppDataApiSettings'> {
  return (request) => replacePart(deps, request, { kind: 'dataApi' }, request.body);
}
