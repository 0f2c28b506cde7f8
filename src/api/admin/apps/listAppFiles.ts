import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { listOf } from '../listing.ts';
import { activeFiles } from './active-files.ts';
import { findApp } from './find.ts';
import { toFilePath } from './present.ts';

/** One page of the paths of the files of the version that is served. */
export function listAppFiles(deps: AdminDeps): OperationHandler<'listAppFiles'> {
  return async (request) => {
    const app = await findApp(deps.store, request.path);
    const paths = Object.keys(await activeFiles(deps, app)).toSorted();
    return { status: 200, body: listOf(request, paths.map(toFilePath(app))) };
  };
}
