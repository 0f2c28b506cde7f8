import type { OperationHandler } from '../../../contract/index.ts';
import { admitting, commentedRange } from '../admitted-ranges.ts';
import { changeInApp } from '../app-of-path.ts';
import type { AdminDeps } from '../deps.ts';
import { requireRanges } from '../ranges.ts';
import { pageOf } from './page.ts';
import { listPath } from './present.ts';

/** Adds addresses to an app's access list, all or none; one that is there gets the new comment. */
export function addAppAccessList({ store }: AdminDeps): OperationHandler<'addAppAccessList'> {
  return async (request) => {
    const entries = requireRanges(request.body).map(commentedRange);
    const app = await changeInApp(store, request, async ({ app: held, transaction, tell }) => {
      for (const entry of entries) {
        const { cidrBlock } = entry;
        const filter = { appId: held._id, cidrBlock };
        await store.appAccessList.updateOne(filter, admitting(entry), { ...transaction, upsert: true });
        await tell('APP_ACCESS_LIST_ENTRY_ADDED', { whitelistEntry: cidrBlock });
      }
      return held;
    });
    return { status: 201, headers: { Location: listPath(app) }, body: await pageOf(store, request, app) };
  };
}
