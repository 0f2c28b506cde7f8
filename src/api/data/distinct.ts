import type { OperationHandler } from '../../contract/index.ts';
import { toDocument } from '../../payloads/index.ts';
import { written } from './answer-form.ts';
import type { DataDeps } from './deps.ts';
import { open } from './opened.ts';

/** The different values of a field. */
export function distinct(deps: DataDeps): OperationHandler<'distinct'> {
  return async (request) => {
    const { body } = request;
    const { documents, form } = open(deps, request);
    const { field, filter = {} } = body;
    const values = await documents.distinct(field, toDocument(filter, '/body/filter'));
    return { status: 200, body: written(form, { values }) };
  };
}
