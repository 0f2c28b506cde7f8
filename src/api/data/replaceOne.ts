import type { OperationHandler } from '../../contract/index.ts';
import { toDocument, toStoredDocument } from '../../payloads/index.ts';
import { written } from './answer-form.ts';
import type { DataDeps } from './deps.ts';
import { open } from './opened.ts';
import { upsertOptions } from './values.ts';

/** Replaces one document that matches. */
export function replaceOne(deps: DataDeps): OperationHandler<'replaceOne'> {
  return async (request) => {
    const { body } = request;
    const { documents, form } = open(deps, request);
    const filter = toDocument(body.filter, '/body/filter');
    const replacement = toStoredDocument(body.replacement, '/body/replacement', 'updateOne');
    const replaced = await documents.replaceOne(filter, replacement, upsertOptions(body));
    return { status: 200, body: written(form, replaced) };
  };
}
