import type { Handler, OperationRequest } from '../contract/index.ts';
import { Problem } from '../problem/index.ts';
import type { Exchange } from './exchange.ts';
import type { Result } from './pipeline.ts';

/** The shape that every operation's data has; validation has made it the operation's own before a handler sees it. */
interface AnyData {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
}

export type AnyHandler = Handler<AnyData, Record<number, unknown>>;

/** Calls the operation's handler with what the contract declares of the request. */
export function handle(handlers: Readonly<Record<string, AnyHandler>>, exchange: Exchange): Promise<Result> {
  const { operation, parts, principal, request } = exchange as Required<Exchange>;
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
    signal: whileConnected(exchange),
  };
  return handler(call);
}

/** A signal that aborts when the client goes away before it has its whole answer. */
function whileConnected({ response }: Exchange): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished)
      controller.abort(new Problem('REQUEST_TIMEOUT', { detail: 'The client closed the connection' }));
  });
  return controller.signal;
}
