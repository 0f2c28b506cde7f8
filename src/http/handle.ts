import type { Handler, Naming, OperationRequest, Principal, RequestNotes } from '../contract/index.ts';
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

/** What the contract declares of a request. A class: an object with getters of its own costs V8 more than all else here. */
class Call implements OperationRequest<AnyData> {
  readonly path: AnyData['path'];
  readonly query: AnyData['query'];
  readonly body: unknown;
  readonly headers: Record<string, string | undefined>;
  readonly target: string;
  readonly principal: Principal;
  readonly notes: RequestNotes;
  readonly naming: Naming;
  readonly #exchange: Called;

  constructor(exchange: Required<Called>) {
    const { parts, request } = exchange;
    this.path = parts.params;
    this.query = parts.query;
    this.body = parts.body;
    this.headers = request.headers as Record<string, string | undefined>;
    this.target = request.url;
    this.principal = exchange.principal;
    this.notes = exchange.notes;
    this.naming = exchange.naming;
    this.#exchange = exchange;
  }

  get origin(): string {
    return this.#exchange.origin;
  }

  get signal(): AbortSignal {
    return this.#exchange.signal;
  }
}

/** Calls the operation's handler. */
export function handle(handlers: Readonly<Record<string, AnyHandler>>, exchange: Called): Promise<Result> {
  const called = exchange as Required<Called>;
  const { operationId } = called.operation;
  const handler = handlers[operationId];
  if (handler === undefined) throw new Error(`No handler for ${operationId}`);
  return handler(new Call(called));
}
