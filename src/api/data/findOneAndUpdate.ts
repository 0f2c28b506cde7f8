import type { OperationHandler } from '../../contract/index.ts';
import { toDocument } from '../../payloads/index.ts';
import { writtenDocument } from './answer-form.ts';
import type { DataDeps } from './deps.ts';
import { open } from './opened.ts';
import { toUpdate, findOneAndOptions } from './values.ts';

/** Updates one document and answers it. */
export function findOneAndUpdate(deps: DataDeps): OperationHandler<'findOneAndUpdate'> {
  return async (request) => {
    const { body } = request;
    const { documents, form } = open(deps, request);
    const filter = toDocument(body.filter, '/body/filter');
    const update = toUpdate(body.update, '/body/update');
    const found = await documents.findOneAndUpdate(filter, update, findOneAndOptions(body));
    return { status: 200, body: writtenDocument(form, found) };
  };
}
