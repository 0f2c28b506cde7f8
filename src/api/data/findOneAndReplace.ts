import type { OperationHandler } from '../../contract/index.ts';
import { toDocument, toStoredDocument } from '../../payloads/index.ts';
import { writtenDocument } from './answer-form.ts';
import type { DataDeps } from './deps.ts';
import { open } from './opened.ts';
import { findOneAndOptions } from './values.ts';

/** Replaces one document and answers it. */
export function findOneAndReplace(deps: DataDeps): OperationHandler<'findOneAndReplace'> {
  return async (request) => {
    const { body } = request;
    const { documents, form } = open(deps, request);
    const filter = toDocument(body.filter, '/body/filter');
    const replacement = toStoredDocument(body.replacement, '/body/replacement', 'findOneAndUpdate');
    const found = await documents.findOneAndReplace(filter, replacement, findOneAndOptions(body));
    return { status: 200, body: writtenDocument(form, found) };
  };
}
