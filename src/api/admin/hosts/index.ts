/** Hosts: servers that a project has registered; src/monitoring pings them and keeps what they tell. */
import type { AdminDeps } from '../deps.ts';
import { createHost } from './createHost.ts';
import { deleteHost } from './deleteHost.ts';
import { getHost } from './getHost.ts';
import { getHostByName } from './getHostByName.ts';
import { getProcess } from './getProcess.ts';
import { listHosts } from './listHosts.ts';
import { listProcesses } from './listProcesses.ts';
import { updateHost } from './updateHost.ts';

export function createHostHandlers(deps: AdminDeps) {
  return {
    listHosts: listHosts(deps),
    createHost: createHost(deps),
    getHost: getHost(deps),
    getHostByName: getHostByName(deps),
    updateHost: updateHost(deps),
    deleteHost: deleteHost(deps),
    listProcesses: listProcesses(deps),
    getProcess: getProcess(deps),
  };
}
