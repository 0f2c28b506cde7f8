import { instant } from '../../../representation/index.ts';
import type { Event } from '../../../store/index.ts';

/** @param base path of the project or organization */
export function toEvent(base: string) {
  return (event: Event) => {
    const { _id, createdAt, eventTypeName, remoteAddress, isGlobalAdmin, target, publicKey, username } = event;
    const { orgId, groupId, apiKeyId, userId } = event;
    const id = _id.toHexString();
    return {
      ...target,
      id,
      created: instant(createdAt),
      eventTypeName,
      remoteAddress,
      isGlobalAdmin,
      ...(orgId && { orgId: orgId.toHexString() }),
      ...(groupId && { groupId: groupId.toHexString() }),
      ...(apiKeyId && { apiKeyId: apiKeyId.toHexString() }),
      ...(userId && { userId: userId.toHexString() }),
      ...(publicKey && { publicKey }),
      ...(username && { username }),
      links: [
        { rel: 'self', href: `${base}/events/${id}` },
        base.startsWith('/groups/') ? { rel: 'group', href: base } : { rel: 'org', href: base },
      ],
    };
  };
}
