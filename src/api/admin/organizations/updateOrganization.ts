import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { tagged, updateRecord } from '../revisions.ts';
import { toOrganization } from './present.ts';
import { noOrganization } from './record.ts';

/** Gives an organization another name. */
export function updateOrganization({ store }: AdminDeps): OperationHandler<'updateOrganization'> {
  return async (request) => {
    const { name } = request.body;
    const orgId = knownId(request.path.orgId);
    const filter = { _id: orgId, isDeleted: false };
    const missing = noOrganization(request.path.orgId);
    const updated = await store.change(callerOf(request), async ({ transaction, tell }) => {
      await tell({ eventTypeName: 'ORG_RENAMED', orgId });
      const target = { collection: store.organizations, filter, request, transaction, missing };
      return updateRecord(target, { $set: { name } });
    });
    return { status: 200, headers: tagged(updated), body: toOrganization(updated) };
  };
}
