/** API keys of an app: server keys, each a user of its own, and those of its users. */
import type { AdminDeps } from '../deps.ts';
import { createAppApiKey } from './createAppApiKey.ts';
import { deleteAppApiKey } from './deleteAppApiKey.ts';
import { getAppApiKey } from './getAppApiKey.ts';
import { listAppApiKeys } from './listAppApiKeys.ts';
import { updateAppApiKey } from './updateAppApiKey.ts';

export function createAppApiKeyHandlers(deps: AdminDeps) {
  return {
    listAppApiKeys: listAppApiKeys(deps),
    createAppApiKey: createAppApiKey(deps),
    getAppApiKey: getAppApiKey(deps),
    updateAppApiKey: updateAppApiKey(deps),
    deleteAppApiKey: deleteAppApiKey(deps),
  };
}
