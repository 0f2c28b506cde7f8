import type { OperationHandler } from '../../../contract/index.ts';
import { readContent } from '../../../store/index.ts';
import type { AdminDeps } from '../deps.ts';
import { findApp, findVersion } from './find.ts';
import { toVersion } from './present.ts';
import { reportOf } from './report.ts';

/** One version with its report. */
export function getAppVersion({ store, encryption }: AdminDeps): OperationHandler<'getAppVersion'> {
  return async ({ path }) => {
    const app = await findApp(store, path);
    const version = await findVersion(store, app, path.version);
    const content = await readContent(store.appVersionParts, version, encryption);
    return { status: 200, body: { ...toVersion(app)(version), report: await reportOf(store, app, content) } };
  };
}
