/** Requests of a project and of its apps. */
import type { AdminDeps } from '../deps.ts';
import { getAppLog } from './getAppLog.ts';
import { getProjectLog } from './getProjectLog.ts';
import { listAppLogs } from './listAppLogs.ts';
import { listProjectLogs } from './listProjectLogs.ts';

export function createLogHandlers(deps: AdminDeps) {
  return {
    listProjectLogs: listProjectLogs(deps),
    getProjectLog: getProjectLog(deps),
    listAppLogs: listAppLogs(deps),
    getAppLog: getAppLog(deps),
  };
}
