import type { OperationHandler } from '../../contract/index.ts';
import { toDocument } from '../../payloads/index.ts';
import { written } from './answer-form.ts';
import type { DataDeps } from './deps.ts';
import { open } from './opened.ts';

/** Deletes one document that matches. */
export function deleteOne(deps: DataDeps): OperationHandler<'deleteOne'> {
  return async (request) => {
    const { body } = request;
    const { documents, form } = open(deps, request);
    const deleted = await documents.deleteOne(toDocument(body.filter, '/body/filter'));
    return { status: 200, body: written(form, deleted) };
  };
}
