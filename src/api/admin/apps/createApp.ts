import type { OperationHandler } from '../../../contract/index.ts';
import { callerOf } from '../caller.ts';
import { orConflict } from '../conflicts.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { tagged } from '../revisions.ts';
import { insertApp, makeAppId, newApp } from './new-app.ts';
import { pathOf, toApp } from './present.ts';

/** Makes an app without a version. */
export function createApp({ store }: AdminDeps): OperationHandler<'createApp'> {
  return async (request) => {
    const { name, clientAppId = makeAppId(name) } = request.body;
    const app = newApp({ groupId: knownId(request.path.groupId), clientAppId, name });
    const writing = store.change(callerOf(request), (unit) => insertApp(store, app, unit));
    await orConflict(writing, 'APP_ALREADY_EXISTS', clientAppId);
    return { status: 201, headers: { ...tagged(app), Location: pathOf(app) }, body: toApp(app) };
  };
}
