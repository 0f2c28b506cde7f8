import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId, requireId } from '../ids.ts';
import { toEvent } from './present.ts';

/** One event of a project. */
export function getProjectEvent({ store }: AdminDeps): OperationHandler<'getProjectEvent'> {
  return async ({ path }) => {
    const _id = requireId(path.eventId, 'EVENT_NOT_FOUND');
    const event = await store.events.findOne({ _id, groupId: knownId(path.groupId) });
    if (event === null) throw new Problem('EVENT_NOT_FOUND', { parameters: [path.eventId] });
    return { status: 200, body: toEvent(`/groups/${path.groupId}`)(event) };
  };
}
