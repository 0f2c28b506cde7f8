import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { toTeam } from './present.ts';
import { findTeam } from './record.ts';

/** One team. */
export function getTeam({ store }: AdminDeps): OperationHandler<'getTeam'> {
  return async ({ path }) => {
    const team = await findTeam(store, path);
    return { status: 200, headers: tagged(team), body: toTeam(team) };
  };
}
