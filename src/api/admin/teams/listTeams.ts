import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { listRecords } from '../listing.ts';
import { toTeam } from './present.ts';

/** One page of an organization's teams, by name. */
export function listTeams({ store }: AdminDeps): OperationHandler<'listTeams'> {
  return async (request) => {
    const options = { filter: { orgId: knownId(request.path.orgId) }, sort: { name: 1 }, toEntity: toTeam };
    return { status: 200, body: await listRecords(store.teams, request, options) };
  };
}
