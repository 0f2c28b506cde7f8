/** Organizations: projects, keys, teams and users belong to them. */
import type { AdminDeps } from '../deps.ts';
import { createOrganization } from './createOrganization.ts';
import { deleteOrganization } from './deleteOrganization.ts';
import { getOrganization } from './getOrganization.ts';
import { getOrganizationSettings } from './getOrganizationSettings.ts';
import { listOrganizations } from './listOrganizations.ts';
import { updateOrganization } from './updateOrganization.ts';
import { updateOrganizationSettings } from './updateOrganizationSettings.ts';

export function createOrganizationHandlers(deps: AdminDeps) {
  return {
    listOrganizations: listOrganizations(deps),
    createOrganization: createOrganization(deps),
    getOrganization: getOrganization(deps),
    updateOrganization: updateOrganization(deps),
    deleteOrganization: deleteOrganization(deps),
    getOrganizationSettings: getOrganizationSettings(deps),
    updateOrganizationSettings: updateOrganizationSettings(deps),
  };
}
