import type { ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** What helmet would set, asked once: its middlewares need not run for each request. */
const all = new Map<string, string>();
helmet({
  contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
  crossOriginResourcePolicy: { policy: 'cross-origin' },
})(
  {} as never,
  { setHeader: (name: string, value: string) => all.set(name, value), removeHeader: () => undefined } as never,
  () => undefined,
);

/** What matters to an answer that is data (OWASP REST Security Cheat Sheet); the rest of helmet's is for documents. */
const ofData = [
  'Strict-Transport-Security',
  'X-Content-Type-Options',
  'X-Frame-Options',
  'Cross-Origin-Resource-Policy',
];
const dataHeaders = [
  ...ofData.map((name) => [name, all.get(name) ?? ''] as const),
  ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"] as const,
];

export const securityHeaders: RequestHandler = (_request, response, next) => {
  for (const [name, value] of dataHeaders) response.setHeader(name, value);
  next();
};

/** For an answer that a browser shows as a page: all that helmet has. */
export function setPageHeaders(response: ServerResponse): void {
  for (const [name, value] of all) response.setHeader(name, value);
}
