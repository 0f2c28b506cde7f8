/** Apps of a project: deployed, rolled back, changed in parts, exported; and their secrets. */
import type { AdminDeps } from '../deps.ts';
import { createApp } from './createApp.ts';
import { createAppVersion } from './createAppVersion.ts';
import { deleteApp } from './deleteApp.ts';
import { deleteAppFile } from './deleteAppFile.ts';
import { deleteAppSecret } from './deleteAppSecret.ts';
import { getApp } from './getApp.ts';
import { getAppFile } from './getAppFile.ts';
import { getAppVersion } from './getAppVersion.ts';
import { getAppVersionFiles } from './getAppVersionFiles.ts';
import { listApps } from './listApps.ts';
import { listAppSecrets } from './listAppSecrets.ts';
import { listAppVersions } from './listAppVersions.ts';
import { replaceAppFile } from './replaceAppFile.ts';
import { replaceAppSecret } from './replaceAppSecret.ts';
import { updateApp } from './updateApp.ts';

export function createAppHandlers(deps: AdminDeps) {
  return {
    listApps: listApps(deps),
    createApp: createApp(deps),
    getApp: getApp(deps),
    updateApp: updateApp(deps),
    deleteApp: deleteApp(deps),
    listAppVersions: listAppVersions(deps),
    createAppVersion: createAppVersion(deps),
    getAppVersion: getAppVersion(deps),
    getAppVersionFiles: getAppVersionFiles(deps),
    listAppSecrets: listAppSecrets(deps),
    replaceAppSecret: replaceAppSecret(deps),
    deleteAppSecret: deleteAppSecret(deps),
    getAppFile: getAppFile(deps),
    replaceAppFile: replaceAppFile(deps),
    deleteAppFile: deleteAppFile(deps),
  };
}
