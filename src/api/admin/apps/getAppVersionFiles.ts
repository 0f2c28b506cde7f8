import type { OperationHandler } from '../../../contract/index.ts';
import { readContent } from '../../../store/index.ts';
import type { AdminDeps } from '../deps.ts';
import { findApp, findVersion } from './find.ts';

/** The files of a version, as they were uploaded. */
export function getAppVersionFiles({ store, encryption }: AdminDeps): OperationHandler<'getAppVersionFiles'> {
  return async ({ path }) => {
    const app = await findApp(store, path);
    const version = await findVersion(store, app, path.version);
    const { files } = await readContent(store.appVersionParts, version, encryption);
    return { status: 200, body: { version: version.number, files: { ...files } } };
  };
}
