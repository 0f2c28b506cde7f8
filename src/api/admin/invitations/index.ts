/** Invitations into organizations and projects: roles and teams that are offered to a user, who may have no account yet. */
import type { AdminDeps } from '../deps.ts';
import { acceptInvitation } from './acceptInvitation.ts';
import { createOrganizationInvitation } from './createOrganizationInvitation.ts';
import { createProjectInvitation } from './createProjectInvitation.ts';
import { deleteOrganizationInvitation } from './deleteOrganizationInvitation.ts';
import { deleteProjectInvitation } from './deleteProjectInvitation.ts';
import { getOrganizationInvitation } from './getOrganizationInvitation.ts';
import { getProjectInvitation } from './getProjectInvitation.ts';
import { getUserInvitation } from './getUserInvitation.ts';
import { listOrganizationInvitations } from './listOrganizationInvitations.ts';
import { listProjectInvitations } from './listProjectInvitations.ts';
import { listUserInvitations } from './listUserInvitations.ts';
import { updateOrganizationInvitation } from './updateOrganizationInvitation.ts';
import { updateOrganizationInvitationByUsername } from './updateOrganizationInvitationByUsername.ts';
import { updateProjectInvitation } from './updateProjectInvitation.ts';
import { updateProjectInvitationByUsername } from './updateProjectInvitationByUsername.ts';

export function createInvitationHandlers(deps: AdminDeps) {
  return {
    listOrganizationInvitations: listOrganizationInvitations(deps),
    createOrganizationInvitation: createOrganizationInvitation(deps),
    updateOrganizationInvitationByUsername: updateOrganizationInvitationByUsername(deps),
    getOrganizationInvitation: getOrganizationInvitation(deps),
    updateOrganizationInvitation: updateOrganizationInvitation(deps),
    deleteOrganizationInvitation: deleteOrganizationInvitation(deps),
    listProjectInvitations: listProjectInvitations(deps),
    createProjectInvitation: createProjectInvitation(deps),
    updateProjectInvitationByUsername: updateProjectInvitationByUsername(deps),
    getProjectInvitation: getProjectInvitation(deps),
    updateProjectInvitation: updateProjectInvitation(deps),
    deleteProjectInvitation: deleteProjectInvitation(deps),
    listUserInvitations: listUserInvitations(deps),
    getUserInvitation: getUserInvitation(deps),
    acceptInvitation: acceptInvitation(deps),
  };
}
