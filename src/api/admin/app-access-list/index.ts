/** Addresses that may reach an app. */
import type { AdminDeps } from '../deps.ts';
import { addAppAccessList } from './addAppAccessList.ts';
import { deleteAppAccessListEntry } from './deleteAppAccessListEntry.ts';
import { getAppAccessListEntry } from './getAppAccessListEntry.ts';
import { listAppAccessList } from './listAppAccessList.ts';

export function createAppAccessListHandlers(deps: AdminDeps) {
  return {
    listAppAccessList: listAppAccessList(deps),
    addAppAccessList: addAppAccessList(deps),
    getAppAccessListEntry: getAppAccessListEntry(deps),
    deleteAppAccessListEntry: deleteAppAccessListEntry(deps),
  };
}
