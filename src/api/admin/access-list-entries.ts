import { isOnList } from '../../addresses/index.ts';
import type { AdminPrincipal } from '../../contract/index.ts';
import { Problem } from '../../problem/index.ts';
import { instant } from '../../representation/index.ts';
import type { AccessListEntry } from '../../store/index.ts';
import { rangeInPath, requireRanges } from './ranges.ts';

const nobody = new Set(['0.0.0.0/32', '::/128']);

/** The entries of a request, unused yet. @throws Problem that names the first wrong one */
export function newEntries(given: Parameters<typeof requireRanges>[0]): AccessListEntry[] {
  const createdAt = new Date();
  const entries = requireRanges(given).map((range) => ({ ...range, count: 0, createdAt }));
  const unusable = entries.find(({ cidrBlock }) => nobody.has(cidrBlock));
  if (unusable === undefined) return entries;
  throw new Problem('CANNOT_ADD_IP_ADDRESS_TO_API_KEY_ACCESS_LIST', { parameters: [unusable.cidrBlock] });
}

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

/** Requires that the caller's own list admits him without this range as well. @throws Problem CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST */
export function requireStillAdmitted(
  { remoteAddress }: AdminPrincipal,
  accessList: readonly AccessListEntry[],
  cidrBlock: string,
): void {
  const others = accessList.map((entry) => entry.cidrBlock).filter((block) => block !== cidrBlock);
  if (!isOnList(remoteAddress, others))
    throw new Problem('CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST', { parameters: [cidrBlock] });
}
