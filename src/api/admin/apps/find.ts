import { Problem } from '../../../problem/index.ts';
import type { AppRecord, AppVersionRecord, Store } from '../../../store/index.ts';

export { findApp, noApp } from '../app-of-path.ts';

/** A version of an app. @throws Problem APP_VERSION_NOT_FOUND */
export async function findVersion(store: Store, app: AppRecord, number: number): Promise<AppVersionRecord> {
  const version = await store.appVersions.findOne({ appId: app._id, number });
  if (version === null) throw new Problem('APP_VERSION_NOT_FOUND', { parameters: [app.clientAppId, number] });
  return version;
}
