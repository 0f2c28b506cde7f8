/** Which requests in plain HTTP the admin API answers, by peer, trust and what a proxy says. */
import express, { type Request } from 'express';
import { expect, test } from 'vitest';
import { requireHttps } from '../../../src/http/https-only.ts';

interface Sent {
  readonly peer: string;
  readonly trust?: boolean | number | string;
  readonly encrypted?: boolean;
  readonly headers?: Record<string, string>;
}

function isAnswered({ peer, trust = false, encrypted = false, headers = {} }: Sent): boolean {
  const app = express().set('trust proxy', trust);
  const socket = { remoteAddress: peer, encrypted };
  const request = Object.assign(Object.create(app.request) as Request, { socket, connection: socket, headers });
  try {
    requireHttps(request);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'HTTPS_REQUIRED', status: 403 });
    return false;
  }
}

const far = '203.0.113.9';
const plainFrom = (address: string) => ({ 'x-forwarded-proto': 'http', 'x-forwarded-for': address });

test.each<[string, Sent]>([
  ['on loopback', { peer: '127.0.0.1' }],
  ['on loopback, IPv6', { peer: '::1' }],
  ['on loopback, IPv4 in IPv6', { peer: '::ffff:127.0.0.1' }],
  ['by TLS from anywhere', { peer: far, encrypted: true }],
  ['by TLS, whatever headers say', { peer: far, encrypted: true, headers: plainFrom('8.8.8.8') }],
  ['a trusted proxy says https', { peer: '10.0.0.1', trust: '10.0.0.1', headers: { 'x-forwarded-proto': 'https' } }],
  ['a trusted proxy says nothing of the scheme', { peer: far, trust: 1, headers: { 'x-forwarded-for': '8.8.8.8' } }],
  ['a trusted proxy’s caller is on this machine', { peer: '127.0.0.1', trust: 1, headers: plainFrom('127.0.0.1') }],
  ['an unknown proxy for callers on this machine', { peer: '127.0.0.1', headers: plainFrom('127.0.0.1, ::1') }],
])('answered: %s', (_, sent) => {
  expect(isAnswered(sent)).toBe(true);
});

test.each<[string, Sent]>([
  ['from elsewhere', { peer: far }],
  ['from elsewhere, who says https and is not trusted', { peer: far, headers: { 'x-forwarded-proto': 'https' } }],
  ['from elsewhere, who says to be on loopback', { peer: far, headers: { 'x-forwarded-for': '127.0.0.1' } }],
  ['from elsewhere, both', { peer: far, headers: { ...plainFrom('127.0.0.1'), 'x-forwarded-proto': 'https' } }],
  ['directly, past the proxy', { peer: far, trust: 1 }],
  ['the proxy is another', { peer: far, trust: '10.0.0.1', headers: { 'x-forwarded-proto': 'https' } }],
  ['a trusted proxy says http', { peer: '127.0.0.1', trust: 1, headers: plainFrom('8.8.8.8') }],
  [
    'a trusted proxy says http, and not for whom',
    { peer: '127.0.0.1', trust: 1, headers: { 'x-forwarded-proto': 'http' } },
  ],
  ['an unknown proxy on this machine', { peer: '127.0.0.1', headers: { 'x-forwarded-for': '8.8.8.8' } }],
  ['an unknown proxy that says https', { peer: '127.0.0.1', headers: { 'x-forwarded-proto': 'https' } }],
  ['an unknown proxy, by RFC 7239', { peer: '127.0.0.1', headers: { forwarded: 'for=8.8.8.8;proto=https' } }],
  ['an address that only begins like loopback', { peer: '127.0.0.1', headers: { 'x-forwarded-for': '127.evil' } }],
  ['no address at all', { peer: '' }],
])('refused: %s', (_, sent) => {
  expect(isAnswered(sent)).toBe(false);
});
