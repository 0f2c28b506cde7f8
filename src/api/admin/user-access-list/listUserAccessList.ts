import type { OperationHandler } from '../../../contract/index.ts';
import { toEntry } from '../access-list-entries.ts';
import type { AdminDeps } from '../deps.ts';
import { listOf } from '../listing.ts';
import { findUser } from '../user-record.ts';
import { listPath } from './list-path.ts';

/** One page of a user's access list. */
export function listUserAccessList({ store }: AdminDeps): OperationHandler<'listUserAccessList'> {
  return async (request) => {
    const { accessList } = await findUser(store, request.path.userId);
    return { status: 200, body: listOf(request, accessList.map(toEntry(listPath(request.path)))) };
  };
}
