import type { RequestHandler } from 'express';
import type { ActiveApp } from '../active-apps/index.ts';
import { Problem } from '../problem/index.ts';
import { exchangeOf, isOfApp, type Exchange } from './exchange.ts';

/** What browsers may send to an app from other origins; credentials in headers of their own are for servers. */
const allowed = 'Authorization, Content-Type, Accept, X-Request-Id';
const daySeconds = '86400';

/** Lets scripts of other origins call apps (https://fetch.spec.whatwg.org/#http-cors-protocol). Which ones, each app says: see `requireOrigin`. */
export const crossOrigin: RequestHandler = (request, response, next) => {
  const { origin } = request.headers;
  if (origin === undefined || !isOfApp(exchangeOf(request))) return next();
  // No cookie and no password of the browser counts here, so nothing is lost by naming every origin.
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Expose-Headers', 'X-Request-Id, Retry-After');
  if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return next();
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE');
  response.setHeader('Access-Control-Allow-Headers', allowed);
  response.setHeader('Access-Control-Max-Age', daySeconds);
  response.statusCode = 204;
  response.end();
};

/** @throws Problem DOMAIN_NOT_ALLOWED for a browser's request from an origin that is not among the app's, if it names any */
export function requireOrigin({ definition }: ActiveApp, { request }: Exchange): void {
  const { origin } = request.headers;
  const { allowedRequestOrigins: origins } = definition;
  if (origin === undefined || origins.length === 0 || origins.includes('*') || origins.includes(origin)) return;
  throw new Problem('DOMAIN_NOT_ALLOWED', { parameters: [origin] });
}
