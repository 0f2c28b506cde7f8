import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId, requireId } from '../ids.ts';
import { toEvent } from './present.ts';

/** One event of an organization. */
export function getOrganizationEvent({ store }: AdminDeps): OperationHandler<'getOrganizationEvent'> {
  return async ({ path }) => {
    const _id = requireId(path.eventId, 'EVENT_NOT_FOUND');
    const event = await store.events.findOne({ _id, orgId: knownId(path.orgId) });
    if (event === null) throw new Problem('EVENT_NOT_FOUND', { parameters: [path.eventId] });
    return { status: 200, body: toEvent(`/orgs/${path.orgId}`)(event) };
  };
}
