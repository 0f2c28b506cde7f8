import type { OperationHandler } from '../../../contract/index.ts';
import { noEntry } from '../admitted-ranges.ts';
import { findApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';
import { requireRange } from '../ranges.ts';
import { toEntry } from './present.ts';

/** One entry of an app's access list. */
export function getAppAccessListEntry({ store }: AdminDeps): OperationHandler<'getAppAccessListEntry'> {
  return async ({ path }) => {
    const app = await findApp(store, path);
    const { cidrBlock } = requireRange(path.accessListEntry);
    const entry = await store.appAccessList.findOne({ appId: app._id, cidrBlock });
    if (entry === null) throw noEntry(path.accessListEntry);
    return { status: 200, body: toEntry(app)(entry) };
  };
}
