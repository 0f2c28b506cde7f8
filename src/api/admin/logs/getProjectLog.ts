import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { findRequest } from './find-request.ts';
import { toLoggedRequest } from './present.ts';

/** One request of a project. */
export function getProjectLog({ store }: AdminDeps): OperationHandler<'getProjectLog'> {
  return async ({ path }) => {
    const { groupId, requestId } = path;
    const record = await findRequest(store, { groupId: knownId(groupId), requestId });
    return { status: 200, body: toLoggedRequest(`/groups/${groupId}`)(record) };
  };
}
