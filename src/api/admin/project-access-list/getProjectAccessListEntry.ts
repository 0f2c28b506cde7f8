import type { OperationHandler } from '../../../contract/index.ts';
import { noEntry } from '../admitted-ranges.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { requireRange } from '../ranges.ts';
import { toEntry } from './present.ts';

/** One entry of a project's access list. */
export function getProjectAccessListEntry({ store }: AdminDeps): OperationHandler<'getProjectAccessListEntry'> {
  return async ({ path }) => {
    const { cidrBlock } = requireRange(path.accessListEntry);
    const entry = await store.projectAccessList.findOne({ groupId: knownId(path.groupId), cidrBlock });
    if (entry === null) throw noEntry(path.accessListEntry);
    return { status: 200, body: toEntry(entry) };
  };
}
