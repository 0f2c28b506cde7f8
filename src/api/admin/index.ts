/**
 * The admin API in the conventions of MongoDB's own (Cloud Manager v1.0, Atlas v1.0): one folder a resource.
 * Knows records and entities; who may call, how answers look and what is counted is the edge's affair.
 */
import { createAccessListHandlers } from './access-lists/index.ts';
import { createApiKeyHandlers } from './api-keys/index.ts';
import { createClusterHandlers } from './clusters/index.ts';
import { createAppAccessListHandlers } from './app-access-list/index.ts';
import { createAppApiKeyHandlers } from './app-api-keys/index.ts';
import { createAppUserHandlers } from './app-users/index.ts';
import { createAppHandlers } from './apps/index.ts';
import { createDataSourceHandlers } from './data-sources/index.ts';
import type { AdminDeps } from './deps.ts';
import { createEventHandlers } from './events/index.ts';
import { createInvitationHandlers } from './invitations/index.ts';
import { createHostHandlers } from './hosts/index.ts';
import { createLogHandlers } from './logs/index.ts';
import { createOrganizationUserHandlers } from './organization-users/index.ts';
import { createMountHandlers } from './mounts/index.ts';
import { createOrganizationHandlers } from './organizations/index.ts';
import { createPersonalApiKeyHandlers } from './personal-api-keys/index.ts';
import { createProjectAccessListHandlers } from './project-access-list/index.ts';
import { createProjectTeamHandlers } from './project-teams/index.ts';
import { createProjectUserHandlers } from './project-users/index.ts';
import { createProjectHandlers } from './projects/index.ts';
import { createRootHandlers } from './root/index.ts';
import { createTeamHandlers } from './teams/index.ts';
import { createUserAccessListHandlers } from './user-access-list/index.ts';
import { createUserHandlers } from './users/index.ts';

export type { AdminDeps } from './deps.ts';

export function createAdminHandlers(deps: AdminDeps) {
  return {
    ...createRootHandlers(deps),
    ...createOrganizationHandlers(deps),
    ...createProjectHandlers(deps),
    ...createApiKeyHandlers(deps),
    ...createAccessListHandlers(deps),
    ...createProjectAccessListHandlers(deps),
    ...createAppHandlers(deps),
    ...createAppUserHandlers(deps),
    ...createAppApiKeyHandlers(deps),
    ...createAppAccessListHandlers(deps),
    ...createEventHandlers(deps),
    ...createLogHandlers(deps),
    ...createDataSourceHandlers(deps),
    ...createMountHandlers(deps),
    ...createTeamHandlers(deps),
    ...createProjectTeamHandlers(deps),
    ...createInvitationHandlers(deps),
    ...createUserHandlers(deps),
    ...createOrganizationUserHandlers(deps),
    ...createProjectUserHandlers(deps),
    ...createHostHandlers(deps),
    ...createClusterHandlers(deps),
    ...createPersonalApiKeyHandlers(deps),
    ...createUserAccessListHandlers(deps),
  };
}
