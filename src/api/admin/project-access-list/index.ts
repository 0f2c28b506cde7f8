/** Addresses that may reach what a project serves. */
import type { AdminDeps } from '../deps.ts';
import { addProjectAccessList } from './addProjectAccessList.ts';
import { deleteProjectAccessListEntry } from './deleteProjectAccessListEntry.ts';
import { getProjectAccessListEntry } from './getProjectAccessListEntry.ts';
import { listProjectAccessList } from './listProjectAccessList.ts';

export function createProjectAccessListHandlers(deps: AdminDeps) {
  return {
    listProjectAccessList: listProjectAccessList(deps),
    addProjectAccessList: addProjectAccessList(deps),
    getProjectAccessListEntry: getProjectAccessListEntry(deps),
    deleteProjectAccessListEntry: deleteProjectAccessListEntry(deps),
  };
}
