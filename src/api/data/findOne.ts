import type { OperationHandler } from '../../contract/index.ts';
import { writtenDocument } from './answer-form.ts';
import type { DataDeps } from './deps.ts';
import { open } from './opened.ts';
import { readOptions } from './values.ts';

/** One document that matches, or null. */
export function findOne(deps: DataDeps): OperationHandler<'findOne'> {
  return async (request) => {
    const { body } = request;
    const { documents, form } = open(deps, request);
    const found = await documents.findOne(readOptions(body));
    return { status: 200, body: writtenDocument(form, found) };
  };
}
