import { instant } from '../../../representation/index.ts';
import type { ProjectAccessListEntry } from '../../../store/index.ts';
import { rangeInPath } from '../ranges.ts';

export function toEntry(entry: ProjectAccessListEntry) {
  const { cidrBlock, ipAddress, comment, createdAt, deleteAfterDate } = entry;
  const groupId = entry.groupId.toHexString();
  const range = { cidrBlock, ...(ipAddress !== undefined && { ipAddress }) };
  return {
    ...range,
    groupId,
    ...(comment !== undefined && { comment }),
    created: instant(createdAt),
    ...(deleteAfterDate !== undefined && { deleteAfterDate: instant(deleteAfterDate) }),
    links: [
      { rel: 'self', href: `/groups/${groupId}/accessList/${rangeInPath(range)}` },
      { rel: 'group', href: `/groups/${groupId}` },
    ],
  };
}
