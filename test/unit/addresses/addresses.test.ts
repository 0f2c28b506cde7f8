import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coveringRange, isOnList, parseRange } from '../../../src/addresses/index.ts';

test.each([
  ['1.2.3.4', '1.2.3.4/32', '1.2.3.4'],
  ['1.2.3.4/32', '1.2.3.4/32', '1.2.3.4'],
  ['1.2.3.4/24', '1.2.3.0/24', undefined],
  ['0.0.0.0/0', '0.0.0.0/0', undefined],
  ['255.255.255.255/1', '128.0.0.0/1', undefined],
  ['::1', '::1/128', '::1'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1/128', '2001:db8::1'],
  ['2001:db8:1:2::/32', '2001:db8::/32', undefined],
  ['::ffff:10.0.0.1', '10.0.0.1/32', '10.0.0.1'],
  ['::ffff:10.0.0.1/120', '10.0.0.0/24', undefined],
  [' 10.0.0.1 ', '10.0.0.1/32', '10.0.0.1'],
])('%s is %s', (text, cidrBlock, ipAddress) => {
  expect(parseRange(text)).toEqual({ cidrBlock, ...(ipAddress && { ipAddress }) });
});

test.each([
  '',
  'x',
  '1.2.3',
  '1.2.3.4/33',
  '1.2.3.4/',
  '1.2.3.4/-1',
  '::1/129',
  'fe80::1%eth0',
  '1.2.3.4/8/8',
  '01.2.3.4',
])('%j is neither address nor block', (text) => expect(parseRange(text)).toBeUndefined());

const blocks = fc.oneof(
  fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })),
  fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })),
);

describe('properties', () => {
  test('the canonical form is a fixed point, and holds the address that it came from', () => {
    fc.assert(
      fc.property(blocks, ([address, bits]) => {
        const range = parseRange(`${address}/${bits}`);
        fc.pre(range !== undefined);
        expect(parseRange(range.cidrBlock)).toEqual(range);
        expect(isOnList(address, [range.cidrBlock])).toBe(true);
      }),
    );
  });

  test('an address outside is not on the list', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 1, max: 32 }), (address, bits) => {
        const number = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
        const flipped = (number ^ (1 << (32 - bits))) >>> 0;
        const other = [24, 16, 8, 0].map((shift) => (flipped >>> shift) & 255).join('.');
        expect(isIP(other)).toBe(4);
        expect(isOnList(other, [parseRange(`${address}/${bits}`)?.cidrBlock ?? ''])).toBe(false);
      }),
    );
  });
});

test('the narrowest range is the one that counts', () => {
  expect(coveringRange('10.1.2.3', ['0.0.0.0/0', '10.1.0.0/16', '10.0.0.0/8'])).toBe('10.1.0.0/16');
  expect(coveringRange('::ffff:10.1.2.3', ['10.0.0.0/8'])).toBe('10.0.0.0/8');
  expect(coveringRange('10.1.2.3', ['::/0'])).toBeUndefined();
  expect(coveringRange('nowhere', ['0.0.0.0/0'])).toBeUndefined();
});
