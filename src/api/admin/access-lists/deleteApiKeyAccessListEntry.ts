import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { requireStillAdmitted } from '../access-list-entries.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { requireRange } from '../ranges.ts';
import { updateRecord } from '../revisions.ts';
import { findKey, keyFilter } from './key.ts';

/** Removes an entry of a key's access list; not the one by which the caller itself is let in. */
export function deleteApiKeyAccessListEntry({ store }: AdminDeps): OperationHandler<'deleteApiKeyAccessListEntry'> {
  return async (request) => {
    const { accessListEntry } = request.path;
    const caller = callerOf(request);
    const { cidrBlock } = requireRange(accessListEntry);
    const { _id, accessList } = await findKey(store, request.path);
    if (_id.toHexString() === caller.keyId) requireStillAdmitted(caller, accessList, cidrBlock);
    const missing = new Problem('API_KEY_ACCESS_LIST_NOT_FOUND', { parameters: [accessListEntry] });
    await store.change(caller, async ({ transaction, tell }) => {
      const filter = { ...keyFilter(request.path), 'accessList.cidrBlock': cidrBlock };
      const target = { collection: store.apiKeys, filter, request, transaction, missing };
      const { orgId, publicKey } = await updateRecord(target, { $pull: { accessList: { cidrBlock } } });
      const what = { targetPublicKey: publicKey, whitelistEntry: cidrBlock };
      await tell({ eventTypeName: 'API_KEY_ACCESS_LIST_ENTRY_DELETED', orgId, target: what });
    });
    return { status: 200, body: {} };
  };
}
