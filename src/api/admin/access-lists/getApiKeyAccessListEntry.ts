import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { toEntry } from '../access-list-entries.ts';
import type { AdminDeps } from '../deps.ts';
import { requireRange } from '../ranges.ts';
import { findKey, listPath } from './key.ts';

/** One entry of a key's access list. */
export function getApiKeyAccessListEntry({ store }: AdminDeps): OperationHandler<'getApiKeyAccessListEntry'> {
  return async ({ path }) => {
    const { cidrBlock } = requireRange(path.accessListEntry);
    const { accessList } = await findKey(store, path);
    const entry = accessList.find((candidate) => candidate.cidrBlock === cidrBlock);
    if (entry === undefined) throw new Problem('API_KEY_ACCESS_LIST_NOT_FOUND', { parameters: [path.accessListEntry] });
    return { status: 200, body: toEntry(listPath(path))(entry) };
  };
}
