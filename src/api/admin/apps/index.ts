/** Apps of a project: deployed, rolled back, changed in parts, exported; and their secrets. */
import type { AdminDeps } from '../deps.ts';
import { createApp } from './createApp.ts';
import { createAppVersion } from './createAppVersion.ts';
import { deleteApp } from './deleteApp.ts';
import { deleteAppFile } from './deleteAppFile.ts';
import { deleteAppRules } from './deleteAppRules.ts';
import { deleteAppSchema } from './deleteAppSchema.ts';
import { deleteAppSecret } from './deleteAppSecret.ts';
import { deleteAppValue } from './deleteAppValue.ts';
import { getApp } from './getApp.ts';
import { getAppAuthProvider } from './getAppAuthProvider.ts';
import { getAppDataApiSettings } from './getAppDataApiSettings.ts';
import { getAppDefaultRules } from './getAppDefaultRules.ts';
import { getAppFile } from './getAppFile.ts';
import { explainAppRules } from './explainAppRules.ts';
import { getAppRules } from './getAppRules.ts';
import { getAppSchema } from './getAppSchema.ts';
import { getAppSchemaValidationSettings } from './getAppSchemaValidationSettings.ts';
import { getAppSecret } from './getAppSecret.ts';
import { getAppValue } from './getAppValue.ts';
import { getAppVersion } from './getAppVersion.ts';
import { getAppVersionFiles } from './getAppVersionFiles.ts';
import { listAppFiles } from './listAppFiles.ts';
import { listAppParts } from './listAppParts.ts';
import { listApps } from './listApps.ts';
import { listAppSecrets } from './listAppSecrets.ts';
import { listAppVersions } from './listAppVersions.ts';
import { replaceAppAuthProvider } from './replaceAppAuthProvider.ts';
import { replaceAppDataApiSettings } from './replaceAppDataApiSettings.ts';
import { replaceAppDefaultRules } from './replaceAppDefaultRules.ts';
import { replaceAppFile } from './replaceAppFile.ts';
import { replaceAppRules } from './replaceAppRules.ts';
import { replaceAppSchema } from './replaceAppSchema.ts';
import { replaceAppSchemaValidationSettings } from './replaceAppSchemaValidationSettings.ts';
import { replaceAppSecret } from './replaceAppSecret.ts';
import { replaceAppValue } from './replaceAppValue.ts';
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
    getAppSecret: getAppSecret(deps),
    replaceAppSecret: replaceAppSecret(deps),
    deleteAppSecret: deleteAppSecret(deps),
    explainAppRules: explainAppRules(deps),
    getAppRules: getAppRules(deps),
    replaceAppRules: replaceAppRules(deps),
    deleteAppRules: deleteAppRules(deps),
    getAppDefaultRules: getAppDefaultRules(deps),
    replaceAppDefaultRules: replaceAppDefaultRules(deps),
    getAppSchema: getAppSchema(deps),
    replaceAppSchema: replaceAppSchema(deps),
    deleteAppSchema: deleteAppSchema(deps),
    getAppValue: getAppValue(deps),
    replaceAppValue: replaceAppValue(deps),
    deleteAppValue: deleteAppValue(deps),
    getAppAuthProvider: getAppAuthProvider(deps),
    replaceAppAuthProvider: replaceAppAuthProvider(deps),
    getAppDataApiSettings: getAppDataApiSettings(deps),
    replaceAppDataApiSettings: replaceAppDataApiSettings(deps),
    getAppSchemaValidationSettings: getAppSchemaValidationSettings(deps),
    replaceAppSchemaValidationSettings: replaceAppSchemaValidationSettings(deps),
    listAppParts: listAppParts(deps),
    listAppFiles: listAppFiles(deps),
    getAppFile: getAppFile(deps),
    replaceAppFile: replaceAppFile(deps),
    deleteAppFile: deleteAppFile(deps),
  };
}
