import { describe, expect, test } from 'vitest';
import { hostAndPort, isPort, parseHostAndPort, parseHostname } from '../../../src/addresses/index.ts';

describe('a host’s name', () => {
  test.each([
    ['DB1.Example.com', 'db1.example.com'],
    ['localhost', 'localhost'],
    ['under_score-1', 'under_score-1'],
    ['10.0.0.5', '10.0.0.5'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['[::1]', '::1'],
  ])('%s → %s', (text, hostname) => {
    expect(parseHostname(text)).toBe(hostname);
  });

  test.each([
    '',
    ' ',
    'a b',
    'a/b',
    'a@b',
    'a?b',
    'a,b',
    'a..b',
    '-a',
    'a-',
    'a.',
    '1.2.3',
    '999.1.1.1',
    'fe80::1%eth0',
    'é',
  ])('%j is none', (text) => {
    expect(parseHostname(text)).toBeUndefined();
  });

  test('has 253 characters at most, 63 a label', () => {
    expect(parseHostname('a'.repeat(63))).toBe('a'.repeat(63));
    expect(parseHostname('a'.repeat(64))).toBeUndefined();
    expect(parseHostname(`${'a.'.repeat(126)}a`)).toHaveLength(253);
    expect(parseHostname(`${'a.'.repeat(127)}a`)).toBeUndefined();
  });
});

test('with its port', () => {
  expect(hostAndPort('db1', 27_017)).toBe('db1:27017');
  expect(hostAndPort('::1', 27_017)).toBe('[::1]:27017');
  expect(parseHostAndPort('DB1:27017')).toBe('db1:27017');
  expect(parseHostAndPort('[::1]:27017')).toBe('[::1]:27017');
  for (const text of ['db1', 'db1:', 'db1:0', 'db1:65536', ':27017', 'db1:1e3'])
    expect(parseHostAndPort(text)).toBeUndefined();
});

test('ports', () => {
  expect([1, 65_535].every(isPort)).toBe(true);
  expect([0, -1, 65_536, 1.5, NaN].some(isPort)).toBe(false);
});
