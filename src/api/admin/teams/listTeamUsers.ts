import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { listUsers } from '../user-listing.ts';
import { findTeam } from './record.ts';

/** One page of a team's users. */
export function listTeamUsers({ store }: AdminDeps): OperationHandler<'listTeamUsers'> {
  return async (request) => {
    const { _id } = await findTeam(store, request.path);
    return { status: 200, body: await listUsers(store, request, { teamIds: _id }) };
  };
}
