import type { OperationHandler } from '../../../contract/index.ts';
import { Problem } from '../../../problem/index.ts';
import { parseInstant } from '../../../representation/index.ts';
import { admitting, commentedRange } from '../admitted-ranges.ts';
import { callerOf } from '../caller.ts';
import type { AdminDeps } from '../deps.ts';
import { knownId } from '../ids.ts';
import { listRecords } from '../listing.ts';
import { requireRanges } from '../ranges.ts';
import { toEntry } from './present.ts';

/** Adds addresses to a project's access list, all or none; one that is there gets the new comment and end. */
export function addProjectAccessList({ store }: AdminDeps): OperationHandler<'addProjectAccessList'> {
  return async (request) => {
    const groupId = knownId(request.path.groupId);
    const stranger = request.body.find(
      (entry) => entry.groupId !== undefined && entry.groupId !== request.path.groupId,
    );
    if (stranger !== undefined) throw new Problem('ATTRIBUTE_READ_ONLY', { parameters: ['groupId'] });
    const entries = requireRanges(request.body).map(({ deleteAfterDate, ...range }) => ({
      ...commentedRange(range),
      ...(deleteAfterDate !== undefined && { deleteAfterDate: requireFuture(deleteAfterDate) }),
    }));
    await store.change(callerOf(request), async ({ transaction, tell, holdProject }) => {
      if (!(await holdProject(groupId))) throw new Problem('GROUP_NOT_FOUND', { parameters: [request.path.groupId] });
      for (const entry of entries) {
        const { cidrBlock } = entry;
        await store.projectAccessList.updateOne({ groupId, cidrBlock }, admitting(entry), {
          ...transaction,
          upsert: true,
        });
        await tell({ eventTypeName: 'NETWORK_PERMISSION_ENTRY_ADDED', groupId, target: { whitelistEntry: cidrBlock } });
      }
    });
    const options = { filter: { groupId }, sort: { _id: 1 }, toEntity: toEntry };
    const headers = { Location: `/groups/${request.path.groupId}/accessList` };
    return { status: 201, headers, body: await listRecords(store.projectAccessList, request, options) };
  };
}

function requireFuture(text: string): Date {
  const date = parseInstant(text);
  if (date !== undefined && date.getTime() > Date.now()) return date;
  const detail = 'Invalid attribute deleteAfterDate specified: a date in the future, as ISO 8601 writes it.';
  throw new Problem('INVALID_ATTRIBUTE', { parameters: ['deleteAfterDate'], detail });
}
