import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { AdminDeps } from '../deps.ts';
import { findApp } from './find.ts';
import { toSecret } from './present.ts';

/** One secret of an app, without its value. */
export function getAppSecret({ store }: AdminDeps): OperationHandler<'getAppSecret'> {
  return async ({ path }) => {
    const { appId, secretName } = path;
    const app = await findApp(store, path);
    const secret = await store.appSecrets.findOne({ appId: app._id, name: secretName });
    if (secret === null) throw new Problem('APP_SECRET_NOT_FOUND', { parameters: [appId, secretName] });
    return { status: 200, body: toSecret(app)(secret) };
  };
}
