import { instant } from '../../../representation/index.ts';
import type { AccessListEntry } from '../../../store/index.ts';
import { rangeInPath } from '../ranges.ts';

/** @param base path of the list */
export function toEntry(base: string) {
  return ({ cidrBlock, ipAddress, count, createdAt, lastUsed, lastUsedAddress }: AccessListEntry) => ({
    cidrBlock,
    ...(ipAddress !== undefined && { ipAddress }),
    count,
    created: instant(createdAt),
    ...(lastUsed !== undefined && { lastUsed: instant(lastUsed) }),
    ...(lastUsedAddress !== undefined && { lastUsedAddress }),
    links: [
      {
        rel: 'self',
        href: `${base}/${rangeInPath({ cidrBlock, ...(ipAddress !== undefined && { ipAddress }) })}`,
      },
    ],
  });
}
