import type { OperationHandler } from '../../contract/index.ts';
import { writtenDocuments } from './written-documents.ts';
import type { DataDeps } from './deps.ts';
import { open } from './opened.ts';
import { readOptions } from './values.ts';

const defaultLimit = 1000;

/** Documents that match: 1,000 unless asked for more, or for fewer. */
export function find(deps: DataDeps): OperationHandler<'find'> {
  return async (request) => {
    const { body } = request;
    const { documents, form } = open(deps, request);
    const { limit, skip = 0 } = body;
    // As in MongoDB, 0 says nothing: the Atlas Data API then gave its default.
    const found = await documents.find({ ...readOptions(body), limit: limit || defaultLimit, skip });
    return { status: 200, body: writtenDocuments(form, found) };
  };
}
