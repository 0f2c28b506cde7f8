import type { OperationHandler } from '../../contract/index.ts';
import { written } from './answer-form.ts';
import { toBulkOperations } from './bulk-operations.ts';
import type { DataDeps } from './deps.ts';
import { open } from './opened.ts';

/** Writes in bulk. */
export function bulkWrite(deps: DataDeps): OperationHandler<'bulkWrite'> {
  return async (request) => {
    const { body } = request;
    const { documents, form } = open(deps, request);
    const operations = toBulkOperations(body.operations, '/body/operations');
    const { ordered = true } = body;
    return { status: 200, body: written(form, { ...(await documents.bulkWrite(operations, { ordered })) }) };
  };
}
