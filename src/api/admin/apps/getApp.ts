import type { OperationHandler } from '../../../contract/index.ts';
import type { AdminDeps } from '../deps.ts';
import { tagged } from '../revisions.ts';
import { findApp } from './find.ts';
import { toApp } from './present.ts';

/** One app. */
export function getApp({ store }: AdminDeps): OperationHandler<'getApp'> {
  return async ({ path }) => {
    const app = await findApp(store, path);
    return { status: 200, headers: tagged(app), body: toApp(app) };
  };
}
