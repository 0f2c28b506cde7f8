import { isIPv4, isIPv6 } from 'node:net';

const label = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const name = new RegExp(`^${label}(?:\\.${label})*$`);

/**
 * The one form of a host's name: lower case, IPv6 shortened and without brackets.
 * @returns undefined for what is neither a DNS name nor an address
 */
export function parseHostname(text: string): string | undefined {
  const bare = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  if (isIPv6(bare)) return bare.includes('%') ? undefined : new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const lower = text.toLowerCase();
  if (isIPv4(lower)) return lower;
  // A name that ends in a number would be read as an address by some and not by others.
  const isName = lower.length <= 253 && name.test(lower) && !/(?:^|\.)\d+$/.test(lower);
  return isName ? lower : undefined;
}

export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

/** `db1.example.com:27017`, `[::1]:27017`. */
export function hostAndPort(hostname: string, port: number): string {
  return hostname.includes(':') ? `[${hostname}]:${port}` : `${hostname}:${port}`;
}

/** The same from a text that names both. @returns undefined when it does not */
export function parseHostAndPort(text: string): string | undefined {
  const [, host = '', digits = ''] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  const hostname = parseHostname(host);
  const port = Number(digits);
  return hostname === undefined || !isPort(port) ? undefined : hostAndPort(hostname, port);
}
