import { listParts } from '../../../apps/index.ts';
import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { listOf } from '../listing.ts';
import { activeContent } from './active-files.ts';
import { findApp } from './find.ts';
import { toPart } from './present.ts';

/** One page of what can be read and changed by itself in the version that is served. */
export function listAppParts(deps: AdminDeps): OperationHandler<'listAppParts'> {
  return async (request) => {
    const app = await findApp(deps.store, request.path);
    const content = await activeContent(deps, app);
    const parts = content === undefined ? [] : listParts(content.files, content.app);
    return { status: 200, body: listOf(request, parts.map(toPart(app))) };
  };
}
