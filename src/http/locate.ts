import type { Operation, RouteTable } from '../contract/index.ts';
import { Problem } from '../problem/index.ts';
import { allowHeader } from './allow.ts';
import type { Step } from './pipeline.ts';
import { decodeParameters, parseQuery } from './query.ts';

/** Finds the operation; HEAD is served wherever GET is. */
export function locate(routes: RouteTable<Operation>): Step {
  return {
    name: 'locate',
    run(exchange) {
      const { request } = exchange;
      const method = request.method === 'HEAD' ? 'GET' : request.method;
      const located = routes.locate(method, exchange.path);
      if (located === undefined)
        throw new Problem('RESOURCE_NOT_FOUND', { detail: `There is nothing at ${exchange.path}` });
      if ('allow' in located) throw methodNotAllowed(request.method, located.allow);
      exchange.operation = located.route.operation;
      exchange.parts = {
        method,
        headers: request.headers,
        params: decodeParameters(located.route.parameters),
        query: parseQuery(exchange.search),
        body: undefined,
      };
    },
  };
}

/** 405 with the `Allow` header that RFC 9110 §15.5.6 asks for. */
export function methodNotAllowed(method: string, allowed: readonly string[]): Problem {
  const allow = allowHeader(allowed);
  return new Problem('METHOD_NOT_ALLOWED', {
    detail: `${method} is not offered here; use one of ${allow}`,
    headers: { Allow: allow },
  });
}
