import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { tagged, updateRecord } from '../revisions.ts';
import { toSettings } from './present.ts';
import { noOrganization } from './record.ts';

/** Changes what holds for all of an organization. */
export function updateOrganizationSettings({ store }: AdminDeps): OperationHandler<'updateOrganizationSettings'> {
  return async (request) => {
    const { apiAccessListRequired } = request.body;
    const orgId = knownId(request.path.orgId);
    const filter = { _id: orgId, isDeleted: false };
    const missing = noOrganization(request.path.orgId);
    const updated = await store.change(callerOf(request), async ({ transaction, tell }) => {
      const target = { collection: store.organizations, filter, request, transaction, missing };
      const eventTypeName = apiAccessListRequired
        ? 'ORG_PUBLIC_API_ACCESS_LIST_REQUIRED'
        : 'ORG_PUBLIC_API_ACCESS_LIST_NOT_REQUIRED';
      await tell({ eventTypeName, orgId });
      return updateRecord(target, { $set: { apiAccessListRequired } });
    });
    return { status: 200, headers: tagged(updated), body: toSettings(updated) };
  };
}
