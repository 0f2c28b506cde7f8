import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** helmet's headers are the same on every answer: it is asked once, and its fifteen middlewares need not run each time. */
const headers = new Map<string, string>();
helmet({ crossOriginResourcePolicy: { policy: 'cross-origin' } })(
  {} as never,
  { setHeader: (name: string, value: string) => headers.set(name, value), removeHeader: () => undefined } as never,
  () => undefined,
);

export const securityHeaders: RequestHandler = (_request, response, next) => {
  for (const [name, value] of headers) response.setHeader(name, value);
  next();
};
