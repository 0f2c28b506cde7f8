import type { Request } from 'express';
import { Problem } from '../problem/index.ts';

type TrustsProxy = (address: string, hop: number) => boolean;

/** Plain HTTP is answered on this machine, where nobody listens in, and behind a trusted proxy that has ended TLS. @throws Problem HTTPS_REQUIRED */
export function requireHttps(request: Request): void {
  if (request.secure || mayBePlain(request)) return;
  throw new Problem('HTTPS_REQUIRED', {
    detail:
      'This API is served over HTTPS only: call it by https; behind a proxy, start docgate with --trust-proxy and have the proxy say X-Forwarded-Proto: https.',
  });
}

function mayBePlain(request: Request): boolean {
  const { 'x-forwarded-for': chain, 'x-forwarded-proto': scheme, forwarded } = request.headers;
  const peer = request.socket.remoteAddress ?? '';
  if ([chain, scheme, forwarded].every((header) => header === undefined)) return isLoopback(peer);
  const trusts = request.app.get('trust proxy fn') as TrustsProxy;
  if (trusts(peer, 0)) return scheme === undefined || (chain !== undefined && isLoopback(clientAddress(request)));
  // Behind a proxy that we have not been told of, all the world would seem to call from this machine.
  return isLoopback(peer) && chain !== undefined && String(chain).split(',').map(trimmed).every(isLoopback);
}

function trimmed(text: string): string {
  return text.trim();
}

/** Where the request comes from, as far as proxies are trusted; an IPv4 address in its own form. */
export function clientAddress(request: Request): string {
  return (request.ip ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/i.test(address);
}
