import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import passport, { type Strategy } from 'passport';
import { exchangeOf } from './exchange.ts';
import type { Principal } from '../contract/index.ts';
import type { Mount } from '../mounts/index.ts';

/** Passport's middleware for one strategy: the principal goes to the exchange, a refusal to the error handler with its challenge set. */
export function authenticateBy(strategy: Strategy & { readonly name: string }): RequestHandler {
  const authenticator = new passport.Authenticator();
  authenticator.use(strategy);
  const run = authenticator.authenticate(strategy.name, {
    session: false,
    failWithError: true,
    assignProperty: 'principal',
  }) as RequestHandler;
  return (request, response, next) => {
    void run(request, response, (error?: unknown) => {
      const principal = (request as { principal?: Principal }).principal;
      if (principal !== undefined) exchangeOf(request).principal = principal;
      next(error);
    });
  };
}

/** The mount that the identify step has found for a request. */
export function mountOf(request: IncomingMessage): Mount {
  const { principal } = exchangeOf(request);
  if (principal?.kind !== 'mount') throw new Error('no mount has been found for this request');
  return principal.mount;
}
