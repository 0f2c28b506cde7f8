import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId, requireId } from '../ids.ts';
import { requireOwner } from '../owners.ts';
import { tagged, updateRecord } from '../revisions.ts';
import { toApiKey } from './present.ts';
import { noApiKey } from './record.ts';
import { rolesInOrganization } from './role-names.ts';

/** Changes a key's description, or its roles in the organization. */
export function updateOrganizationApiKey({ store }: AdminDeps): OperationHandler<'updateOrganizationApiKey'> {
  return async (request) => {
    const { path, body } = request;
    const orgId = knownId(path.orgId);
    const _id = requireId(path.apiKeyId, 'API_KEY_NOT_FOUND');
    const roles = body.roles && rolesInOrganization(body.roles, orgId);
    const key = await store.change(callerOf(request), async ({ transaction, tell }) => {
      const filter = { _id, orgId };
      const target = { collection: store.apiKeys, filter, request, transaction, missing: noApiKey(path.apiKeyId) };
      const described = await updateRecord(target, { $set: body.desc === undefined ? {} : { desc: body.desc } });
      const targetPublicKey = described.publicKey;
      await tell({ eventTypeName: 'API_KEY_UPDATED', orgId, target: { targetPublicKey } });
      if (roles === undefined) return described;
      const kept = described.roles.filter((role) => role.orgId?.equals(orgId) !== true);
      const all = [...kept, ...roles];
      await store.apiKeys.updateOne({ _id }, { $set: { roles: all } }, transaction);
      await requireOwner(store, { orgId }, 'CANNOT_DEMOTE_LAST_ORG_OWNER', transaction);
      return { ...described, roles: all };
    });
    return { status: 200, headers: tagged(key), body: toApiKey(key) };
  };
}
