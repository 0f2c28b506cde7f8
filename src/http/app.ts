import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Operation, RequestValidators, RouteTable } from '../contract/index.ts';
import { logAccess, logProblem } from './access-log.ts';
import { admitNaming, takeNullAsAbsent } from './admin-conventions.ts';
import { authorize, type AuthorizeDeps } from './authorize.ts';
import { authorizeFields } from './authorize-fields.ts';
import { authorizeBody } from './authorize-body.ts';
import { crossOrigin } from './cross-origin.ts';
import { docsUi } from './docs-ui.ts';
import { exchangeOf, openExchange, type Exchange } from './exchange.ts';
import { handle, type AnyHandler } from './handle.ts';
import { once, type IdempotencyMemory } from './idempotency.ts';
import { identify, identifyAgain, type IdentifyDeps } from './identify.ts';
import { answerOptions } from './options.ts';
import { logLink, logRequest, type RequestLogging } from './log-request.ts';
import { limitRate, type RequestLimit } from './limit-rate.ts';
import { locate } from './locate.ts';
import type { RequestMetrics } from './metrics.ts';
import { runSteps, type Result, type Step } from './pipeline.ts';
import { originOf, shown } from './present.ts';
import { problemOf } from './problem-of.ts';
import { readBody } from './read-body.ts';
import { requireUnchanged, setReadOnlyAside } from './read-only.ts';
import { refuseCondition } from './refuse-condition.ts';
import { renderProblem } from './render-problem.ts';
import { verifyPayload } from './request-secret.ts';
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
  /** Absent where requests are not logged for projects. */
  readonly requestLog: RequestLogging | undefined;
  readonly maxBodyBytes: number;
  /** Express's `trust proxy`: whose X-Forwarded-* headers are believed. */
  readonly trustProxy: boolean | number | string | readonly string[];
  /** Base of links in answers; else as the caller came. */
  readonly publicUrl: string | undefined;
  /** What the admin plane needs besides; absent where there is no such plane. */
  readonly admin: AdminEdge | undefined;
}

export interface AdminEdge {
  readonly authorization: AuthorizeDeps;
  readonly requestLimit: RequestLimit;
  /** OperationIds that are rate limited besides those of the contract. */
  readonly rateLimited: readonly string[];
  readonly idempotency: IdempotencyMemory;
}

/** The one pipeline, for every plane: what a request passes through before its handler. */
function steps(deps: AppDeps): readonly Step[] {
  const { routes, handlers, admin } = deps;
  return [
    locate(routes, deps.identity.apps),
    identify(deps.identity),
    ...(admin
      ? [authorize(admin.authorization), limitRate(admin.requestLimit, admin.rateLimited), refuseCondition]
      : []),
    readBody(deps.maxBodyBytes),
    verifyPayload,
    ...(admin ? [admitNaming, takeNullAsAbsent, setReadOnlyAside] : []),
    validate(deps.validators),
    identifyAgain(deps.identity),
    ...(admin
      ? [
          authorizeBody(admin.authorization),
          authorizeFields(admin.authorization, routes, handlers),
          requireUnchanged(routes, handlers),
        ]
      : []),
  ];
}

export function createApp(deps: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', deps.trustProxy);
  app.use(observe(deps));
  app.use(securityHeaders);
  app.use(crossOrigin);
  app.use('/docs', docsUi('/openapi.json'));
  app.use(dispatch(deps));
  app.use(onError(deps));
  return app;
}

function observe({ metrics, log, requestLog, publicUrl }: AppDeps): RequestHandler {
  const origin = originOf(publicUrl);
  return (request, response, next) => {
    const exchange = openExchange(request, response, origin);
    response.setHeader('X-Request-Id', exchange.id);
    metrics.began();
    response.once('close', () => {
      exchange.close();
      const durationMs = performance.now() - exchange.startedAt;
      metrics.ended(exchange, durationMs);
      logAccess(log, exchange, durationMs);
      if (requestLog !== undefined) logRequest(requestLog, exchange, durationMs);
    });
    next();
  };
}

function dispatch(deps: AppDeps): RequestHandler {
  const table = steps(deps);
  const options = { routes: deps.routes, mountTable: deps.identity.mountTable };
  return (request, _response, next) => {
    const exchange = exchangeOf(request);
    if (request.method === 'OPTIONS') return answerOptions(options, exchange);
    answer(deps, table, exchange).catch(next);
  };
}

async function answer(deps: AppDeps, table: readonly Step[], exchange: Exchange): Promise<void> {
  await runSteps(table, exchange);
  const run = async (): Promise<Result> => shown(exchange, await handle(deps.handlers, exchange));
  await respond(exchange, deps.admin ? await once(deps.admin.idempotency, exchange, run) : await run());
}

function onError({ log, requestLog }: AppDeps): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, request, _response, _next) => {
    const exchange = exchangeOf(request);
    const problem = problemOf(error);
    logProblem(log, exchange, problem);
    renderProblem(exchange, problem, requestLog && logLink(exchange));
  };
}
