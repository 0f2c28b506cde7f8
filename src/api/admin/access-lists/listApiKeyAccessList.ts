import type { OperationHandler } from '../../../contract/index.ts';
import { toEntry } from '../access-list-entries.ts';
import type { AdminDeps } from '../deps.ts';
import { listOf } from '../listing.ts';
import { findKey, listPath } from './key.ts';

/** One page of a key's access list. */
export function listApiKeyAccessList({ store }: AdminDeps): OperationHandler<'listApiKeyAccessList'> {
  return async (request) => {
    const { accessList } = await findKey(store, request.path);
    return { status: 200, body: listOf(request, accessList.map(toEntry(listPath(request.path)))) };
  };
}
