/** Mounts: what is open under `/docdb`, of which data source, and to whom. */
import type { AdminDeps } from '../deps.ts';
import { createMount } from './createMount.ts';
import { createMountUser } from './createMountUser.ts';
import { deleteMount } from './deleteMount.ts';
import { deleteMountUser } from './deleteMountUser.ts';
import { getMount } from './getMount.ts';
import { getMountUser } from './getMountUser.ts';
import { listMounts } from './listMounts.ts';
import { listMountUsers } from './listMountUsers.ts';
import { updateMount } from './updateMount.ts';
import { updateMountUser } from './updateMountUser.ts';

export function createMountHandlers(deps: AdminDeps) {
  return {
    listMounts: listMounts(deps),
    createMount: createMount(deps),
    getMount: getMount(deps),
    updateMount: updateMount(deps),
    deleteMount: deleteMount(deps),
    listMountUsers: listMountUsers(deps),
    createMountUser: createMountUser(deps),
    getMountUser: getMountUser(deps),
    updateMountUser: updateMountUser(deps),
    deleteMountUser: deleteMountUser(deps),
  };
}
