import { resolveAlias, type Operation, type RouteTable } from '../contract/index.ts';
import { Problem } from '../problem/index.ts';
import { allowHeader } from './allow.ts';
import { seeApp, type AppIdentity } from './identify-app.ts';
import type { Step } from './pipeline.ts';
import { isOfApp, planeOf, type Exchange } from './exchange.ts';
import { declaredQuery, decodeParameters, parseQuery } from './query.ts';

/** Finds the operation; HEAD is served wherever GET is. Where there is none, the app that the path names is told. */
export function locate(routes: RouteTable<Operation>, apps: Pick<AppIdentity, 'findApp'>): Step {
  return {
    name: 'locate',
    run(exchange): void | Promise<void> {
      const { request } = exchange;
      const method = request.method === 'HEAD' ? 'GET' : request.method;
      const { path, naming } = resolveAlias(exchange.path);
      exchange.naming = naming;
      exchange.envelope = planeOf(exchange) === 'admin' && /(?:^|&)envelope=true(?:&|$)/.test(exchange.search);
      const located = routes.locate(method, path);
      if (located === undefined || 'allow' in located) return refuse(apps, exchange, located?.allow);
      const { operation } = located.route;
      exchange.operation = operation;
      exchange.parts = {
        method,
        headers: request.headers,
        params: decodeParameters(located.route.parameters),
        query: takesStrayQuery(exchange) ? declaredQuery(operation, exchange.search) : parseQuery(exchange.search),
        body: undefined,
      };
    },
  };
}

/** Clients of MongoDB's own APIs send parameters that mean nothing. */
function takesStrayQuery(exchange: Exchange): boolean {
  return planeOf(exchange) === 'admin' || isOfApp(exchange);
}

/** @throws Problem in any case */
async function refuse(
  apps: Pick<AppIdentity, 'findApp'>,
  exchange: Exchange,
  allowed: readonly string[] | undefined,
): Promise<never> {
  await seeApp(apps, exchange);
  if (allowed !== undefined) throw methodNotAllowed(exchange.request.method, allowed);
  throw new Problem('RESOURCE_NOT_FOUND', { parameters: [exchange.path] });
}

/** 405 with the `Allow` header that RFC 9110 §15.5.6 asks for. */
export function methodNotAllowed(method: string, allowed: readonly string[]): Problem {
  const allow = allowHeader(allowed);
  return new Problem('METHOD_NOT_ALLOWED', {
    detail: `${method} is not offered here; use one of ${allow}`,
    headers: { Allow: allow },
  });
}
