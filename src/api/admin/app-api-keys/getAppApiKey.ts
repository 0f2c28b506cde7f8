import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { findApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';
import { toAppApiKey } from './present.ts';
import { appKey } from './app-key.ts';

/** One key, without its value. */
export function getAppApiKey({ store }: AdminDeps): OperationHandler<'getAppApiKey'> {
  return async ({ path }) => {
    const app = await findApp(store, path);
    const key = await store.appApiKeys.findOne(appKey(app, path.appApiKeyId));
    if (key === null) throw new Problem('APP_API_KEY_NOT_FOUND', { parameters: [path.appApiKeyId] });
    return { status: 200, body: toAppApiKey(app)(key) };
  };
}
