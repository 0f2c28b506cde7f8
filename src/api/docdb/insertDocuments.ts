import type { OperationHandler } from '../../contract/index.ts';
import { createDocuments } from './createDocuments.ts';
import type { DocdbDeps } from './deps.ts';

/** `createDocuments` for clients that insert with PUT, as Amazon's sample does. */
export function insertDocuments(deps: DocdbDeps): OperationHandler<'insertDocuments'> {
  const create = createDocuments(deps);
  return (request) => create(request);
}
