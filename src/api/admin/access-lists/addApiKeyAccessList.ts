import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { newEntries, toEntry } from '../access-list-entries.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { listOf } from '../listing.ts';
import { updateRecord } from '../revisions.ts';
import { findKey, keyFilter, listPath } from './key.ts';

/** Adds addresses to a key's access list, all or none. */
export function addApiKeyAccessList({ store }: AdminDeps): OperationHandler<'addApiKeyAccessList'> {
  return async (request) => {
    const entries = newEntries(request.body);
    const blocks = entries.map(({ cidrBlock }) => cidrBlock);
    const key = await store
      .change(callerOf(request), async ({ transaction, tell }) => {
        const filter = { ...keyFilter(request.path), 'accessList.cidrBlock': { $nin: blocks } };
        const missing = new Problem('ADDRESS_ALREADY_IN_ACCESS_LIST', { parameters: [blocks.join(', ')] });
        const target = { collection: store.apiKeys, filter, request, transaction, missing };
        const updated = await updateRecord(target, { $push: { accessList: { $each: entries } } });
        for (const whitelistEntry of blocks)
          await tell({
            eventTypeName: 'API_KEY_ACCESS_LIST_ENTRY_ADDED',
            orgId: updated.orgId,
            target: { targetPublicKey: updated.publicKey, whitelistEntry },
          });
        return updated;
      })
      .catch(async (error: unknown) => {
        // A key that is not there is the other reason why nothing matched.
        if (error instanceof Problem && error.code === 'ADDRESS_ALREADY_IN_ACCESS_LIST')
          await findKey(store, request.path);
        throw error;
      });
    return { status: 200, body: listOf(request, key.accessList.map(toEntry(listPath(request.path)))) };
  };
}
