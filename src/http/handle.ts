import type { Handler, OperationRequest } from '../contract/index.ts';
import type { Exchange } from './exchange.ts';
import type { Result } from './pipeline.ts';

/** The shape that every operation's data has; validation has made it the operation's own before a handler sees it. */
interface AnyData {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
}

export type AnyHandler = Handler<AnyData, Record<number, unknown>>;

type Called = Pick<
  Exchange,
  'request' | 'operation' | 'parts' | 'principal' | 'notes' | 'origin' | 'naming' | 'signal'
>;

/** Calls the operation's handler with what the contract declares of the request. */
export function handle(handlers: Readonly<Record<string, AnyHandler>>, exchange: Called): Promise<Result> {
  const { operation, parts, principal, request } = exchange as Required<Called>;
  const handler = handlers[operation.operationId];
  if (handler === undefined) throw new Error(`No handler for ${operation.operationId}`);
  const call: OperationRequest<AnyData> = {
    path: parts.params,
    query: parts.query,
    body: parts.body,
    headers: request.headers as Record<string, string | undefined>,
    target: request.url,
    principal,
    notes: exchange.notes,
    origin: exchange.origin,
    naming: exchange.naming,
    get signal() {
      return exchange.signal;
    },
  };
  return handler(call);
}
