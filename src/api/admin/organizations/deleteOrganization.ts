import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { requireGlobalOwner } from '../owners.ts';
import { updateRecord } from '../revisions.ts';
import { forgetTeams } from '../team-members.ts';
import { noOrganization } from './record.ts';

/** Deletes an organization without projects, and all that belongs to it; its record stays for the events. */
export function deleteOrganization({ store }: AdminDeps): OperationHandler<'deleteOrganization'> {
  return async (request) => {
    const orgId = knownId(request.path.orgId);
    const filter = { _id: orgId, isDeleted: false };
    const missing = noOrganization(request.path.orgId);
    await store.change(callerOf(request), async ({ transaction, tell }) => {
      const target = { collection: store.organizations, filter, request, transaction, missing };
      await updateRecord(target, { $set: { isDeleted: true } });
      const left = await store.projects.countDocuments({ orgId }, transaction);
      if (left > 0) throw new Problem('CANNOT_CLOSE_ORG_ACTIVE_GROUPS', { parameters: [left] });
      const teams = await store.teams.find({ orgId }, { ...transaction, projection: { _id: 1 } }).toArray();
      await forgetTeams(
        store,
        teams.map(({ _id }) => _id),
        transaction,
      );
      for (const collection of [store.apiKeys, store.teams, store.invitations])
        await collection.deleteMany({ orgId }, transaction);
      await store.users.updateMany({ 'roles.orgId': orgId }, { $pull: { roles: { orgId } } }, transaction);
      await store.apiKeys.updateMany({ 'roles.orgId': orgId }, { $pull: { roles: { orgId } } }, transaction);
      await requireGlobalOwner(store, transaction);
      await tell({ eventTypeName: 'ORG_DELETED', orgId });
    });
    return { status: 200, body: {} };
  };
}
