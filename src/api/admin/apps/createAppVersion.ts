import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { tagged } from '../revisions.ts';
import { noApp } from './find.ts';
import { newApp } from './new-app.ts';
import { pathOf, toVersion } from './present.ts';
import { requireApp } from './report.ts';
import { storeVersion } from './store-version.ts';

/** Deploys a folder; the first time, the app is made. */
export function createAppVersion(deps: AdminDeps): OperationHandler<'createAppVersion'> {
  return async (request) => {
    const { files, comment, dryRun = false } = request.body;
    const groupId = knownId(request.path.groupId);
    const clientAppId = request.path.appId;
    const known = await deps.store.apps.findOne({ clientAppId, groupId });
    const { content, report } = await requireApp(deps.store, known, files);
    if (dryRun) return { status: 200, body: { report } };
    // What is expected to be in some state is expected to be there.
    if (known === null && request.headers['if-match'] !== undefined) throw noApp(request.path);
    const app = known ?? newApp({ groupId, clientAppId, name: content.app.name.slice(0, 100) || clientAppId });
    const stored = await storeVersion(deps, request, { app, isNew: known === null, content, comment });
    const headers = { ...tagged(stored.app), Location: `${pathOf(app)}/versions/${stored.version.number}` };
    return { status: 201, headers, body: { ...toVersion(stored.app)(stored.version), report } };
  };
}
