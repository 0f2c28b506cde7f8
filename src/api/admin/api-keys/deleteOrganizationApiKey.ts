import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId, requireId } from '../ids.ts';
import { requireGlobalOwner, requireOwner } from '../owners.ts';
import { deleteRecord } from '../revisions.ts';
import { noApiKey } from './record.ts';

/** Deletes a key, unless somewhere it is the last owner. */
export function deleteOrganizationApiKey({ store }: AdminDeps): OperationHandler<'deleteOrganizationApiKey'> {
  return async (request) => {
    const { path } = request;
    const orgId = knownId(path.orgId);
    const _id = requireId(path.apiKeyId, 'API_KEY_NOT_FOUND');
    await store.change(callerOf(request), async ({ transaction, tell }) => {
      const filter = { _id, orgId };
      const target = { collection: store.apiKeys, filter, request, transaction, missing: noApiKey(path.apiKeyId) };
      const { publicKey } = await deleteRecord(target);
      await requireOwner(store, { orgId }, 'CANNOT_DEMOTE_LAST_ORG_OWNER', transaction);
      await requireGlobalOwner(store, transaction);
      await tell({ eventTypeName: 'API_KEY_DELETED', orgId, target: { targetPublicKey: publicKey } });
    });
    return { status: 200, body: {} };
  };
}
