/** Personal API keys: with one of them and their name users sign in. */
import type { AdminDeps } from '../deps.ts';
import { createUserApiKey } from './createUserApiKey.ts';
import { deleteUserApiKey } from './deleteUserApiKey.ts';
import { getUserApiKey } from './getUserApiKey.ts';
import { listUserApiKeys } from './listUserApiKeys.ts';

export function createPersonalApiKeyHandlers(deps: AdminDeps) {
  return {
    listUserApiKeys: listUserApiKeys(deps),
    createUserApiKey: createUserApiKey(deps),
    getUserApiKey: getUserApiKey(deps),
    deleteUserApiKey: deleteUserApiKey(deps),
  };
}
