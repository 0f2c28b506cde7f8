import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { requireId } from '../ids.ts';
import { findTeam } from './record.ts';

/** Takes a user out of a team. */
export function removeTeamUser({ store }: AdminDeps): OperationHandler<'removeTeamUser'> {
  return async (request) => {
    const { teamId, userId } = request.path;
    const _id = requireId(userId, 'USER_NOT_FOUND');
    await store.change(callerOf(request), async ({ transaction, tell }) => {
      const team = await findTeam(store, request.path, transaction);
      const user = await store.users.findOne({ _id }, { ...transaction, projection: { username: 1 } });
      if (user === null) throw new Problem('USER_NOT_FOUND', { parameters: [userId] });
      const change = { $pull: { teamIds: team._id }, $inc: { revision: 1 } };
      const { matchedCount } = await store.users.updateOne({ _id, teamIds: team._id }, change, transaction);
      if (matchedCount === 0) throw new Problem('USER_NOT_IN_TEAM', { parameters: [userId, teamId] });
      const target = { teamId, targetUsername: user.username };
      await tell({ eventTypeName: 'REMOVED_FROM_TEAM', orgId: team.orgId, target });
    });
    return { status: 200, body: {} };
  };
}
