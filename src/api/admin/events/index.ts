/** Every change that was made by the API. */
import type { AdminDeps } from '../deps.ts';
import { getOrganizationEvent } from './getOrganizationEvent.ts';
import { getProjectEvent } from './getProjectEvent.ts';
import { listOrganizationEvents } from './listOrganizationEvents.ts';
import { listProjectEvents } from './listProjectEvents.ts';

export function createEventHandlers(deps: AdminDeps) {
  return {
    listProjectEvents: listProjectEvents(deps),
    getProjectEvent: getProjectEvent(deps),
    listOrganizationEvents: listOrganizationEvents(deps),
    getOrganizationEvent: getOrganizationEvent(deps),
  };
}
