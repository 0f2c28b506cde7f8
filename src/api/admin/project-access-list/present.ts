import { instant } from '../../../representation/index.ts';
import type { ProjectAccessListEntry } from '../../../store/index.ts';
import { commentedRange } from '../admitted-ranges.ts';
import { rangeInPath } from '../ranges.ts';

export function toEntry(entry: ProjectAccessListEntry) {
  const { createdAt, deleteAfterDate } = entry;
  const groupId = entry.groupId.toHexString();
  return {
    ...commentedRange(entry),
    groupId,
    created: instant(createdAt),
    ...(deleteAfterDate !== undefined && { deleteAfterDate: instant(deleteAfterDate) }),
    links: [
      { rel: 'self', href: `/groups/${groupId}/accessList/${rangeInPath(entry)}` },
      { rel: 'group', href: `/groups/${groupId}` },
    ],
  };
}
