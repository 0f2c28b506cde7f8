/** Programmatic API keys: each belongs to one organization and has roles in any number of its projects. */
import type { AdminDeps } from '../deps.ts';
import { assignProjectApiKey } from './assignProjectApiKey.ts';
import { createOrganizationApiKey } from './createOrganizationApiKey.ts';
import { createProjectApiKey } from './createProjectApiKey.ts';
import { deleteOrganizationApiKey } from './deleteOrganizationApiKey.ts';
import { getOrganizationApiKey } from './getOrganizationApiKey.ts';
import { listOrganizationApiKeys } from './listOrganizationApiKeys.ts';
import { listProjectApiKeys } from './listProjectApiKeys.ts';
import { removeProjectApiKey } from './removeProjectApiKey.ts';
import { updateOrganizationApiKey } from './updateOrganizationApiKey.ts';

export function createApiKeyHandlers(deps: AdminDeps) {
  return {
    listOrganizationApiKeys: listOrganizationApiKeys(deps),
    createOrganizationApiKey: createOrganizationApiKey(deps),
    getOrganizationApiKey: getOrganizationApiKey(deps),
    updateOrganizationApiKey: updateOrganizationApiKey(deps),
    deleteOrganizationApiKey: deleteOrganizationApiKey(deps),
    listProjectApiKeys: listProjectApiKeys(deps),
    createProjectApiKey: createProjectApiKey(deps),
    assignProjectApiKey: assignProjectApiKey(deps),
    removeProjectApiKey: removeProjectApiKey(deps),
  };
}
