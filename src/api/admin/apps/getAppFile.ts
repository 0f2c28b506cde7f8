import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { activeFiles } from './active-files.ts';
import { findApp } from './find.ts';
import { noFile } from './no-file.ts';
import { toFilePath } from './present.ts';

/** One file of the version that is served. */
export function getAppFile(deps: AdminDeps): OperationHandler<'getAppFile'> {
  return async ({ path }) => {
    const app = await findApp(deps.store, path);
    const text = new Map(Object.entries(await activeFiles(deps, app))).get(path.file);
    if (text === undefined) throw noFile(path);
    const body = { ...toFilePath(app)(path.file), text, version: app.activeVersion ?? 0 };
    return { status: 200, headers: tagged(app), body };
  };
}
