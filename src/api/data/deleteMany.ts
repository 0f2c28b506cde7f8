import type { OperationHandler } from '../../contract/index.ts';
import { toDocument } from '../../payloads/index.ts';
import { written } from './answer-form.ts';
import type { DataDeps } from './deps.ts';
import { open } from './opened.ts';

/** Deletes all documents that match; under rules all or none, where the MongoDB has transactions. */
export function deleteMany(deps: DataDeps): OperationHandler<'deleteMany'> {
  return async (request) => {
    const { body } = request;
    const { documents, form } = open(deps, request);
    const deleted = await documents.deleteMany(toDocument(body.filter, '/body/filter'));
    return { status: 200, body: written(form, deleted) };
  };
}
