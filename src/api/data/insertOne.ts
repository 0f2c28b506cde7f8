import type { OperationHandler } from '../../contract/index.ts';
import { toStoredDocument } from '../../payloads/index.ts';
import { written } from './answer-form.ts';
import type { DataDeps } from './deps.ts';
import { open } from './opened.ts';

/** Inserts a document. */
export function insertOne(deps: DataDeps): OperationHandler<'insertOne'> {
  return async (request) => {
    const { body } = request;
    const { documents, form } = open(deps, request);
    const inserted = await documents.insertOne(toStoredDocument(body.document, '/body/document', 'updateOne'));
    return { status: 201, body: written(form, inserted) };
  };
}
