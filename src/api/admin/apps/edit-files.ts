import type { OperationRequest } from '../../../contract/index.ts';
import type { AppRecord } from '../../../store/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { activeFiles } from './active-files.ts';
import { findApp } from './find.ts';
import { toVersion } from './present.ts';
import { requireApp } from './report.ts';
import { storeVersion } from './store-version.ts';

type Files = Readonly<Record<string, string>>;

type Request = Pick<OperationRequest<unknown>, 'headers' | 'principal'> & {
  readonly path: { readonly groupId: string; readonly appId: string };
};

/** Makes a version from the one that is served, with other files, and serves it. @param comment what the list of versions says */
export async function editFiles(
  deps: AdminDeps,
  request: Request,
  edit: (files: Files, app: AppRecord) => { files: Files; comment: string },
) {
  const app = await findApp(deps.store, request.path);
  const { files, comment } = edit(await activeFiles(deps, app), app);
  const { content, report } = await requireApp(deps.store, app, files);
  const { activeVersion = { $exists: false } } = app;
  const unchanged = { activeVersion };
  const stored = await storeVersion(deps, request, { app, isNew: false, content, comment, unchanged });
  const body = { ...toVersion(stored.app)(stored.version), report };
  return { status: 200, headers: tagged(stored.app), body } as const;
}
