import type { AppRecord, Store } from '../../../store/index.ts';
import { listRecords } from '../listing.ts';
import { toEntry } from './present.ts';

/** One page of an app's access list, oldest entry first. */
export function pageOf(store: Store, request: Parameters<typeof listRecords>[1], app: AppRecord) {
  const selection = { filter: { appId: app._id }, sort: { _id: 1 }, toEntity: toEntry(app) };
  return listRecords(store.appAccessList, request, selection);
}
