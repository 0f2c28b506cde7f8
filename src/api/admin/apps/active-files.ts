import { readContent, type AppRecord } from '../../../store/index.ts';
import type { AdminDeps } from '../deps.ts';
import { findVersion } from './find.ts';

/** Files and definition of the version that is served; undefined where there is none yet. */
export async function activeContent({ store, encryption }: AdminDeps, app: AppRecord) {
  if (app.activeVersion === undefined) return undefined;
  const version = await findVersion(store, app, app.activeVersion);
  return readContent(store.appVersionParts, version, encryption);
}

/** The files of the version that is served; of an app without one, a root file alone. */
export async function activeFiles(deps: AdminDeps, app: AppRecord): Promise<Readonly<Record<string, string>>> {
  const content = await activeContent(deps, app);
  return content?.files ?? { 'root_config.json': `${JSON.stringify({ name: app.name })}\n` };
}
