import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Operation, RequestValidators, RouteTable } from '../contract/index.ts';
import { logAccess, logProblem } from './access-log.ts';
import { docsUi } from './docs-ui.ts';
import { exchangeOf, openExchange, type Exchange } from './exchange.ts';
import { handle, type AnyHandler } from './handle.ts';
import { identify, type IdentifyDeps } from './identify.ts';
import { answerOptions } from './options.ts';
import { locate } from './locate.ts';
import type { RequestMetrics } from './metrics.ts';
import { runSteps, type Step } from './pipeline.ts';
import { problemOf } from './problem-of.ts';
import { readBody } from './read-body.ts';
import { renderProblem } from './render-problem.ts';
import { respond } from './respond.ts';
import { securityHeaders } from './security-headers.ts';
import { validate } from './validate.ts';

export interface AppDeps {
  readonly routes: RouteTable<Operation>;
  readonly validators: RequestValidators;
  readonly handlers: Readonly<Record<string, AnyHandler>>;
  readonly identity: IdentifyDeps;
  readonly metrics: RequestMetrics;
  readonly log: Logger;
  readonly maxBodyBytes: number;
  /** Express's `trust proxy`: whose X-Forwarded-* headers are believed. */
  readonly trustProxy: boolean | number | string | readonly string[];
}

/** The one pipeline, for every plane: what a request passes through before its handler. */
function steps(deps: AppDeps): readonly Step[] {
  return [locate(deps.routes), identify(deps.identity), readBody(deps.maxBodyBytes), validate(deps.validators)];
}

export function createApp(deps: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', deps.trustProxy);
  app.use(observe(deps));
  app.use(securityHeaders);
  app.use('/docs', docsUi('/openapi.json'));
  app.use(dispatch(deps));
  app.use(onError(deps));
  return app;
}

function observe({ metrics, log }: AppDeps): RequestHandler {
  return (request, response, next) => {
    const exchange = openExchange(request, response);
    response.setHeader('X-Request-Id', exchange.id);
    metrics.began();
    response.once('close', () => {
      const durationMs = performance.now() - exchange.startedAt;
      metrics.ended(exchange, durationMs);
      logAccess(log, exchange, durationMs);
    });
    next();
  };
}

function dispatch(deps: AppDeps): RequestHandler {
  const table = steps(deps);
  const options = { routes: deps.routes, findMount: deps.identity.findMount };
  return (request, _response, next) => {
    const exchange = exchangeOf(request);
    if (request.method === 'OPTIONS') return answerOptions(options, exchange);
    answer(deps, table, exchange).catch(next);
  };
}

async function answer(deps: AppDeps, table: readonly Step[], exchange: Exchange): Promise<void> {
  await runSteps(table, exchange);
  await respond(exchange, await handle(deps.handlers, exchange));
}

function onError({ log }: AppDeps): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, request, _response, _next) => {
    const exchange = exchangeOf(request);
    const problem = problemOf(error);
    logProblem(log, exchange, problem);
    renderProblem(exchange, problem);
  };
}
