import type { OperationHandler } from '../../../contract/index.ts';
import { findApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';
import { pageOf } from './page.ts';

/** One page of an app's access list. */
export function listAppAccessList({ store }: AdminDeps): OperationHandler<'listAppAccessList'> {
  return async (request) => {
    const app = await findApp(store, request.path);
    return { status: 200, body: await pageOf(store, request, app) };
  };
}
