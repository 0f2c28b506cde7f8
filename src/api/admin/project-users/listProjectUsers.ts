import type { OperationHandler } from '../../../contract/index.ts';
import type { Filter, ObjectId } from '../../../mongo/index.ts';
import type { Store, User } from '../../../store/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { listUsers } from '../user-listing.ts';

/** One page of the users of a project. */
export function listProjectUsers({ store }: AdminDeps): OperationHandler<'listProjectUsers'> {
  return async (request) => {
    const groupId = knownId(request.path.groupId);
    const own = { 'roles.groupId': groupId };
    const filter = request.query.flattenTeams === true ? { $or: [own, await byTeams(store, groupId)] } : own;
    return { status: 200, body: await listUsers(store, request, filter) };
  };
}

async function byTeams(store: Store, groupId: ObjectId): Promise<Filter<User>> {
  const project = await store.projects.findOne({ _id: groupId }, { projection: { teams: 1 } });
  return { teamIds: { $in: (project?.teams ?? []).map(({ teamId }) => teamId) } };
}
