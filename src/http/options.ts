import type { Operation, RouteTable } from '../contract/index.ts';
import { Problem } from '../problem/index.ts';
import { allowHeader } from './allow.ts';
import type { Exchange } from './exchange.ts';

/** OPTIONS tells which methods a path has (RFC 9110 §9.3.7). */
export function answerOptions(routes: RouteTable<Operation>, { path, response }: Exchange): void {
  const located = routes.locate('OPTIONS', path);
  if (located === undefined || !('allow' in located))
    throw new Problem('RESOURCE_NOT_FOUND', { detail: `There is nothing at ${path}` });
  response.setHeader('Allow', allowHeader(located.allow));
  response.statusCode = 204;
  response.end();
}
