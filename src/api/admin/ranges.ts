import { parseRange, type AddressRange } from '../../addresses/index.ts';
import { Problem } from '../../problem/index.ts';

interface GivenRange {
  readonly ipAddress?: string;
  readonly cidrBlock?: string;
}

/** The entries of a request, each a range. @throws Problem that names the first wrong one */
export function requireRanges<Given extends GivenRange>(given: readonly Given[]): (Given & AddressRange)[] {
  const ranges = given.map((entry) => ({ ...entry, ...requireRange(textOf(entry)) }));
  const seen = new Set<string>();
  for (const { cidrBlock } of ranges) {
    if (seen.has(cidrBlock)) throw new Problem('DUPLICATE_ADDRESSES_IN_INPUT', { parameters: [cidrBlock] });
    seen.add(cidrBlock);
  }
  return ranges;
}

/** @throws Problem INVALID_IP_ADDRESS_OR_CIDR_NOTATION */
export function requireRange(text: string): AddressRange {
  const range = parseRange(text);
  if (range === undefined) throw new Problem('INVALID_IP_ADDRESS_OR_CIDR_NOTATION', { parameters: [text] });
  return range;
}

/** MongoDB's clients send both when they mean the same address. */
function textOf({ ipAddress, cidrBlock }: GivenRange): string {
  const text = ipAddress ?? cidrBlock;
  const isBoth = ipAddress !== undefined && cidrBlock !== undefined;
  if (text === undefined || (isBoth && parseRange(ipAddress)?.cidrBlock !== parseRange(cidrBlock)?.cidrBlock))
    throw new Problem('BAD_ACCESS_LIST_ADD_REQUEST');
  return text;
}

/** How an entry is named in a path: by its address where it is a single one. */
export function rangeInPath({ ipAddress, cidrBlock }: AddressRange): string {
  return encodeURIComponent(ipAddress ?? cidrBlock);
}
