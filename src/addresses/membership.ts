import { isIP } from 'node:net';
import { canonicalAddress, toBits } from './parse-range.ts';

/** The narrowest of these CIDR blocks that holds the address. */
export function coveringRange(address: string, cidrBlocks: readonly string[]): string | undefined {
  const canonical = canonicalAddress(address);
  if (canonical === undefined) return undefined;
  const covering = cidrBlocks.filter((block) => covers(block, canonical));
  return covering.toSorted((a, b) => prefixOf(b) - prefixOf(a))[0];
}

/** Whether one of these CIDR blocks, each in canonical form, holds the address. */
export function isOnList(address: string, cidrBlocks: readonly string[]): boolean {
  return coveringRange(address, cidrBlocks) !== undefined;
}

function covers(block: string, address: string): boolean {
  const network = block.slice(0, block.indexOf('/'));
  if (isIP(network) !== isIP(address)) return false;
  const shift = BigInt((isIP(address) === 4 ? 32 : 128) - prefixOf(block));
  return toBits(network) >> shift === toBits(address) >> shift;
}

function prefixOf(block: string): number {
  return Number(block.slice(block.indexOf('/') + 1));
}
