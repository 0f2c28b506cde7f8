/** Projects, also called groups: they belong to an organization and hold everything else. */
import type { AdminDeps } from '../deps.ts';
import { createProject } from './createProject.ts';
import { deleteProject } from './deleteProject.ts';
import { getProject } from './getProject.ts';
import { getProjectByName } from './getProjectByName.ts';
import { listOrganizationProjects } from './listOrganizationProjects.ts';
import { listProjects } from './listProjects.ts';
import { updateProject } from './updateProject.ts';

export function createProjectHandlers(deps: AdminDeps) {
  return {
    listProjects: listProjects(deps),
    listOrganizationProjects: listOrganizationProjects(deps),
    createProject: createProject(deps),
    getProject: getProject(deps),
    updateProject: updateProject(deps),
    deleteProject: deleteProject(deps),
    getProjectByName: getProjectByName(deps),
  };
}
