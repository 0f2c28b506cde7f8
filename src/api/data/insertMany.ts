import type { OperationHandler } from '../../contract/index.ts';
import { written } from './answer-form.ts';
import type { DataDeps } from './deps.ts';
import { open } from './opened.ts';
import { toDocuments } from './values.ts';

/** Inserts documents. */
export function insertMany(deps: DataDeps): OperationHandler<'insertMany'> {
  return async (request) => {
    const { body } = request;
    const { documents, form } = open(deps, request);
    const { insertedIds } = await documents.insertMany(toDocuments(body.documents, '/body/documents'));
    return { status: 201, body: written(form, { insertedIds }) };
  };
}
