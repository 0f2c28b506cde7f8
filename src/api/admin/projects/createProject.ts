import type { OperationHandler } from '../../../contract/index.ts';
import { ObjectId } from '../../../mongo/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { grantToCaller } from '../grants.ts';
import { tagged } from '../revisions.ts';
import { orConflict } from '../conflicts.ts';
import { nothing } from './counts.ts';
import { toProject } from './present.ts';

/** Makes a project, which belongs to its creator. */
export function createProject({ store }: AdminDeps): OperationHandler<'createProject'> {
  return async (request) => {
    const caller = callerOf(request);
    const { name, tags = [], orgId = caller.orgId } = request.body;
    const project = {
      _id: new ObjectId(),
      orgId: new ObjectId(orgId),
      name,
      tags,
      createdAt: new Date(),
      revision: 1,
      teams: [],
    };
    const writing = store.change(caller, async ({ transaction, tell }) => {
      const groupId = project._id;
      await store.projects.insertOne(project, transaction);
      await grantToCaller(store, caller, { roleName: 'GROUP_OWNER', groupId }, transaction);
      await tell({ eventTypeName: 'GROUP_CREATED', orgId: project.orgId, groupId });
    });
    await orConflict(writing, 'GROUP_ALREADY_EXISTS', name);
    const headers = { ...tagged(project), Location: `/groups/${project._id.toHexString()}` };
    return { status: 201, headers, body: toProject(project, request.naming, nothing) };
  };
}
