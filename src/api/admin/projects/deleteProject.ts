import type { OperationHandler } from '../../../contract/index.ts';
import type { ObjectId } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { Store, Transaction } from '../../../store/index.ts';
import { removeApps } from '../app-removal.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { deleteRecord } from '../revisions.ts';

/** Deletes a project with all that it holds, at once or not at all. Its events stay. */
export function deleteProject({ store }: AdminDeps): OperationHandler<'deleteProject'> {
  return async (request) => {
    const groupId = knownId(request.path.groupId);
    const missing = new Problem('GROUP_NOT_FOUND', { parameters: [request.path.groupId] });
    await store.change(callerOf(request), async ({ transaction, tell }) => {
      const target = { collection: store.projects, filter: { _id: groupId }, request, transaction, missing };
      const { orgId } = await deleteRecord(target);
      await emptyProject(store, groupId, transaction);
      await tell({ eventTypeName: 'GROUP_DELETED', orgId, groupId });
    });
    return { status: 200, body: {} };
  };
}

async function emptyProject(store: Store, groupId: ObjectId, transaction: Transaction): Promise<void> {
  await store.docdbMounts.deleteMany({ groupId }, transaction);
  await store.dataSources.deleteMany({ groupId }, transaction);
  await store.hosts.deleteMany({ groupId }, transaction);
  await store.clusters.deleteMany({ groupId }, transaction);
  await removeApps(store, { groupId }, transaction);
  await store.projectAccessList.deleteMany({ groupId }, transaction);
  await store.invitations.deleteMany({ groupId }, transaction);
  const withoutRoles = { $pull: { roles: { groupId } }, $inc: { revision: 1 } };
  await store.users.updateMany({ 'roles.groupId': groupId }, withoutRoles, transaction);
  await store.apiKeys.updateMany({ 'roles.groupId': groupId }, withoutRoles, transaction);
}
