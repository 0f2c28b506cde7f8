/** Addresses from which API keys may be used. */
import type { AdminDeps } from '../deps.ts';
import { addApiKeyAccessList } from './addApiKeyAccessList.ts';
import { deleteApiKeyAccessListEntry } from './deleteApiKeyAccessListEntry.ts';
import { getApiKeyAccessListEntry } from './getApiKeyAccessListEntry.ts';
import { listApiKeyAccessList } from './listApiKeyAccessList.ts';

export function createAccessListHandlers(deps: AdminDeps) {
  return {
    listApiKeyAccessList: listApiKeyAccessList(deps),
    addApiKeyAccessList: addApiKeyAccessList(deps),
    getApiKeyAccessListEntry: getApiKeyAccessListEntry(deps),
    deleteApiKeyAccessListEntry: deleteApiKeyAccessListEntry(deps),
  };
}
