import type { OperationHandler } from '../../contract/index.ts';
import { writtenDocuments } from './written-documents.ts';
import type { DataDeps } from './deps.ts';
import { open } from './opened.ts';
import { toDocuments } from './values.ts';

/** What a pipeline makes of the documents that the user may see. */
export function aggregate(deps: DataDeps): OperationHandler<'aggregate'> {
  return async (request) => {
    const { body } = request;
    const { documents, form } = open(deps, request);
    const found = await documents.aggregate(toDocuments(body.pipeline, '/body/pipeline'));
    return { status: 200, body: writtenDocuments(form, found) };
  };
}
