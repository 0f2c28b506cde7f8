import { Problem } from '../../../problem/index.ts';
import type { AppRecord, AppVersionRecord, Store } from '../../../store/index.ts';
import { knownId } from '../ids.ts';

interface AppPath {
  readonly groupId: string;
  readonly appId: string;
}

/** The app of a path. @throws Problem APP_NOT_FOUND */
export async function findApp(store: Store, path: AppPath): Promise<AppRecord> {
  const app = await store.apps.findOne({ clientAppId: path.appId, groupId: knownId(path.groupId) });
  if (app === null) throw noApp(path);
  return app;
}

export function noApp({ appId, groupId }: AppPath): Problem {
  return new Problem('APP_NOT_FOUND', { parameters: [appId, groupId] });
}

/** A version of an app. @throws Problem APP_VERSION_NOT_FOUND */
export async function findVersion(store: Store, app: AppRecord, number: number): Promise<AppVersionRecord> {
  const version = await store.appVersions.findOne({ appId: app._id, number });
  if (version === null) throw new Problem('APP_VERSION_NOT_FOUND', { parameters: [app.clientAppId, number] });
  return version;
}
