import type { OperationHandler } from '../../contract/index.ts';
import { toDocument } from '../../payloads/index.ts';
import { written } from './answer-form.ts';
import type { DataDeps } from './deps.ts';
import { open } from './opened.ts';

/** How many documents match. */
export function countDocuments(deps: DataDeps): OperationHandler<'countDocuments'> {
  return async (request) => {
    const { body } = request;
    const { documents, form } = open(deps, request);
    const { filter = {}, limit, skip } = body;
    const options = { ...(limit !== undefined && { limit }), ...(skip !== undefined && { skip }) };
    const count = await documents.countDocuments(toDocument(filter, '/body/filter'), options);
    return { status: 200, body: written(form, { count }) };
  };
}
