import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { toEntry } from '../access-list-entries.ts';
import type { AdminDeps } from '../deps.ts';
import { requireRange } from '../ranges.ts';
import { findUser } from '../user-record.ts';
import { listPath } from './list-path.ts';

/** One entry of a user's access list. */
export function getUserAccessListEntry({ store }: AdminDeps): OperationHandler<'getUserAccessListEntry'> {
  return async ({ path }) => {
    const { cidrBlock } = requireRange(path.accessListEntry);
    const { accessList } = await findUser(store, path.userId);
    const entry = accessList.find((candidate) => candidate.cidrBlock === cidrBlock);
    if (entry === undefined) throw new Problem('ACCESS_LIST_NOT_FOUND', { parameters: [path.accessListEntry] });
    return { status: 200, body: toEntry(listPath(path))(entry) };
  };
}
