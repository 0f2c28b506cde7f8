import type { OperationHandler } from '../../contract/index.ts';
import { toDocument } from '../../payloads/index.ts';
import { writtenDocument } from './answer-form.ts';
import type { DataDeps } from './deps.ts';
import { open } from './opened.ts';
import { findOneAndOptions } from './values.ts';

/** Deletes one document and answers it. */
export function findOneAndDelete(deps: DataDeps): OperationHandler<'findOneAndDelete'> {
  return async (request) => {
    const { body } = request;
    const { documents, form } = open(deps, request);
    const filter = toDocument(body.filter, '/body/filter');
    const found = await documents.findOneAndDelete(filter, findOneAndOptions(body));
    return { status: 200, body: writtenDocument(form, found) };
  };
}
