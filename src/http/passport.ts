import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import passport, { type Strategy } from 'passport';
import { exchangeOf } from './exchange.ts';
import type { Principal } from '../contract/index.ts';
import type { Mount } from '../mounts/index.ts';
import { Problem } from '../problem/index.ts';

/** Passport's middleware for one strategy: the principal goes to the exchange, a refusal with its challenge to the error handler. */
export function authenticateBy(strategy: Strategy & { readonly name: string }): RequestHandler {
  const authenticator = new passport.Authenticator();
  authenticator.use(strategy);
  return (request, response, next) => {
    // By a callback of ours: passport's own error costs a third of a refusal.
    const settle = (error: unknown, principal?: Principal | false, challenge?: unknown): void => {
      if (error !== null && error !== undefined) return next(error);
      if (!principal) return next(unauthorized(challenge));
      exchangeOf(request).principal = principal;
      next();
    };
    const run = authenticator.authenticate(strategy.name, { session: false }, settle) as RequestHandler;
    void run(request, response, next);
  };
}

function unauthorized(challenge: unknown): Problem {
  return new Problem('UNAUTHORIZED', {
    detail: 'The credentials are missing or wrong',
    headers: typeof challenge === 'string' ? { 'WWW-Authenticate': challenge } : {},
  });
}

/** The mount that the identify step has found for a request. */
export function mountOf(request: IncomingMessage): Mount {
  const { principal } = exchangeOf(request);
  if (principal?.kind !== 'mount') throw new Error('no mount has been found for this request');
  return principal.mount;
}
