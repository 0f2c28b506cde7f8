import type { OperationHandler } from '../../contract/index.ts';
import { toDocument } from '../../payloads/index.ts';
import { written } from './answer-form.ts';
import type { DataDeps } from './deps.ts';
import { open } from './opened.ts';
import { toUpdate, upsertOptions } from './values.ts';

/** Updates all documents that match; under rules all or none, where the MongoDB has transactions. */
export function updateMany(deps: DataDeps): OperationHandler<'updateMany'> {
  return async (request) => {
    const { body } = request;
    const { documents, form } = open(deps, request);
    const filter = toDocument(body.filter, '/body/filter');
    const updated = await documents.updateMany(filter, toUpdate(body.update, '/body/update'), upsertOptions(body));
    return { status: 200, body: written(form, updated) };
  };
}
