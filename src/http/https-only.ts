import type { Request } from 'express';
import { Problem } from '../problem/index.ts';

type TrustsProxy = (address: string, hop: number) => boolean;

/** Plain HTTP is answered on loopback, and behind a proxy that is trusted and does not say that it was plain HTTP there too. @throws Problem HTTPS_REQUIRED */
export function requireHttps(request: Request): void {
  if (request.secure) return;
  const peer = request.socket.remoteAddress ?? '';
  const trusts = request.app.get('trust proxy fn') as TrustsProxy;
  const forwarded = request.headers['x-forwarded-proto'];
  if (forwarded === undefined && (isLoopback(peer) || trusts(peer, 0))) return;
  if (forwarded !== undefined && isLoopback(clientAddress(request))) return;
  throw new Problem('HTTPS_REQUIRED', {
    detail: 'This API is served over HTTPS only: call it by https, or have the proxy say X-Forwarded-Proto: https.',
  });
}

/** Where the request comes from, as far as proxies are trusted; an IPv4 address in its own form. */
export function clientAddress(request: Request): string {
  return (request.ip ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./i.test(address);
}
