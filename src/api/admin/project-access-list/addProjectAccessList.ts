import type { OperationHandler } from '../../../contract/index.ts';
import { ObjectId } from '../../../mongo/index.ts';
import { Problem } from '../../../problem/index.ts';
import { parseInstant } from '../../../representation/index.ts';
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
    const entries = requireRanges(request.body).map(({ cidrBlock, ipAddress, comment, deleteAfterDate }) => ({
      cidrBlock,
      ...(ipAddress !== undefined && { ipAddress }),
      ...(comment !== undefined && { comment }),
      ...(deleteAfterDate !== undefined && { deleteAfterDate: requireFuture(deleteAfterDate) }),
    }));
    await store.change(callerOf(request), async ({ transaction, tell, holdProject }) => {
      if (!(await holdProject(groupId))) throw new Problem('GROUP_NOT_FOUND', { parameters: [request.path.groupId] });
      for (const entry of entries) {
        const added = { $set: entry, $setOnInsert: { _id: new ObjectId(), createdAt: new Date() } };
        const { cidrBlock } = entry;
        await store.projectAccessList.updateOne({ groupId, cidrBlock }, added, { ...transaction, upsert: true });
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
