import { isIP, SocketAddress } from 'node:net';

/** A range of addresses, or a single one, which is a range of its own. */
export interface AddressRange {
  /** `203.0.113.7/32`, `2001:db8::/48`: the network's address in canonical form. */
  readonly cidrBlock: string;
  /** Only of a single address. */
  readonly ipAddress?: string;
}

/** An address or a CIDR block in canonical form: host bits cleared, IPv6 as RFC 5952 writes it, mapped IPv4 as IPv4. → undefined when it is neither. */
export function parseRange(text: string): AddressRange | undefined {
  const [, given = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
  const address = canonicalAddress(given);
  if (address === undefined) return undefined;
  const width = isIP(address) === 4 ? 32 : 128;
  // A prefix over mapped addresses counts from the start of the IPv6 address.
  const isMapped = isIP(given) === 6 && width === 32;
  const prefix = bits === undefined ? width : Number(bits) - (isMapped ? 96 : 0);
  if (prefix < 0 || prefix > width) return undefined;
  const network = fromBits(toBits(address) & ~((1n << BigInt(width - prefix)) - 1n), width);
  return prefix === width
    ? { cidrBlock: `${network}/${width}`, ipAddress: network }
    : { cidrBlock: `${network}/${prefix}` };
}

/** One text for each address; undefined when it is none. Zones (`fe80::1%eth0`) mean something on one machine only. */
export function canonicalAddress(text: string): string | undefined {
  if (isIP(text) === 0 || text.includes('%')) return undefined;
  if (isIP(text) === 4) return text;
  const { address } = new SocketAddress({ address: text, family: 'ipv6' });
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ?? address;
}

/** The address as one number. */
export function toBits(address: string): bigint {
  if (isIP(address) === 4) return address.split('.').reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const [head = '', tail] = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...bytes) => dotted(bytes)).split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

function dotted(bytes: readonly unknown[]): string {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(0, 4).map(Number);
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}

function fromBits(bits: bigint, width: number): string {
  const size = width === 32 ? 8n : 16n;
  const parts = Array.from({ length: width === 32 ? 4 : 8 }, (_, index) => {
    const shift = BigInt(width) - size * BigInt(index + 1);
    return (bits >> shift) & ((1n << size) - 1n);
  });
  if (width === 32) return parts.join('.');
  return new SocketAddress({ address: parts.map((part) => part.toString(16)).join(':'), family: 'ipv6' }).address;
}
