/** IP addresses and ranges of them: reading, one canonical form, membership. Pure. */
export { hostAndPort, isPort, parseHostAndPort, parseHostname } from './host-names.ts';
export { parseRange, type AddressRange } from './parse-range.ts';
export { coveringRange, isOnList } from './membership.ts';
