import type { OperationHandler } from '../../../contract/index.ts';
import type { DocdbMountRecord } from '../../../store/index.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { listRecords } from '../listing.ts';
import { toMount } from './present.ts';
import { asProjectMount } from './record.ts';

/** One page of a project's mounts. */
export function listMounts({ store }: AdminDeps): OperationHandler<'listMounts'> {
  const toEntity = (record: DocdbMountRecord) => toMount(asProjectMount(record));
  return async (request) => {
    const options = { filter: { groupId: knownId(request.path.groupId) }, sort: { _id: 1 }, toEntity };
    return { status: 200, body: await listRecords(store.docdbMounts, request, options) };
  };
}
