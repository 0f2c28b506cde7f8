import type { AppRecord } from '../../../store/index.ts';
import { readContent } from '../../../store/index.ts';
import type { AdminDeps } from '../deps.ts';
import { findVersion } from './find.ts';

/** The files of the version that is served; of an app without one, a root file alone. */
export async function activeFiles(
  { store, encryption }: AdminDeps,
  app: AppRecord,
): Promise<Readonly<Record<string, string>>> {
  if (app.activeVersion === undefined) return { 'root_config.json': `${JSON.stringify({ name: app.name })}\n` };
  const version = await findVersion(store, app, app.activeVersion);
  return (await readContent(store.appVersionParts, version, encryption)).files;
}
