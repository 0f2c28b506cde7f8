import { resolveAlias, type Operation, type RouteTable } from '../contract/index.ts';
import type { Exchange } from './exchange.ts';
import { handle, type AnyHandler } from './handle.ts';
import { shown } from './present.ts';

/** The entity at the request's path as GET shows it to this caller; empty where there is none yet, as for a POST. */
export async function currentEntity(
  exchange: Exchange,
  routes: RouteTable<Operation>,
  handlers: Readonly<Record<string, AnyHandler>>,
): Promise<Record<string, unknown>> {
  const located = routes.locate('GET', resolveAlias(exchange.path).path);
  if (exchange.operation?.method === 'post' || located === undefined || !('route' in located)) return {};
  const { request, parts, principal, notes, origin, naming, signal } = exchange as Required<Exchange>;
  const as = { request, parts, principal, notes, origin, naming, signal, envelope: false };
  const reading = { ...as, operation: located.route.operation };
  const { status, body } = await handle(handlers, reading);
  return shown(reading, { status, body }).body as Record<string, unknown>;
}
