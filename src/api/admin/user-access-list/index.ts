/** Addresses from which users may use their personal API keys. */
import type { AdminDeps } from '../deps.ts';
import { addUserAccessList } from './addUserAccessList.ts';
import { deleteUserAccessListEntry } from './deleteUserAccessListEntry.ts';
import { getUserAccessListEntry } from './getUserAccessListEntry.ts';
import { listUserAccessList } from './listUserAccessList.ts';

export function createUserAccessListHandlers(deps: AdminDeps) {
  return {
    listUserAccessList: listUserAccessList(deps),
    addUserAccessList: addUserAccessList(deps),
    getUserAccessListEntry: getUserAccessListEntry(deps),
    deleteUserAccessListEntry: deleteUserAccessListEntry(deps),
  };
}
