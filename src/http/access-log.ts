import type { Logger } from 'pino';
import type { Problem } from '../problem/index.ts';
import { statusOf, type Exchange } from './exchange.ts';

/** One line a request, when its answer has gone out or its connection has broken. The query is left out: filters hold data. */
export function logAccess(log: Logger, exchange: Exchange, durationMs: number): void {
  const { request, response, operation, principal } = exchange;
  log.info(
    {
      requestId: exchange.id,
      method: request.method,
      path: exchange.path,
      operationId: operation?.operationId,
      status: statusOf(exchange),
      durationMs: Math.round(durationMs * 1000) / 1000,
      user: principal?.kind === 'mount' ? principal.username : undefined,
      remoteAddress: exchange.address,
      complete: response.writableFinished,
    },
    'request',
  );
}

/** What went wrong inside, with its cause: the only place where inner text goes. */
export function logProblem(log: Logger, exchange: Exchange, problem: Problem): void {
  const broken = exchange.response.headersSent;
  // A client that has left is no fault of ours: its access log line says so.
  if (problem.code === 'REQUEST_TIMEOUT' || (problem.status < 500 && !broken)) return;
  const message = broken ? 'answer broken off: the connection is destroyed before its end' : problem.code;
  log.error(
    { requestId: exchange.id, operationId: exchange.operation?.operationId, err: problem.cause ?? problem },
    message,
  );
}
