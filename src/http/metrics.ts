import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { statusOf, type Exchange } from './exchange.ts';

export interface RequestMetrics {
  began(): void;
  ended(exchange: Exchange, durationMs: number): void;
}

/** A request that has ended and is not counted yet. */
interface Ended {
  readonly operation: string;
  readonly method: string;
  readonly status: number;
  readonly seconds: number;
}

/** prom-client looks labels up by text that it makes of them: many at once cost a third of as many one by one. */
const countedAtOnce = 256;

/** Requests by operation, method and status; durations in seconds, as Prometheus wants them. */
export function createRequestMetrics(register: Registry): RequestMetrics {
  let running = 0;
  let waiting: Ended[] = [];
  const registers = [register];
  const requests = new Counter({
    name: 'docgate_http_requests_total',
    help: 'Requests answered',
    labelNames: ['operation', 'method', 'status'],
    registers,
    collect: count,
  });
  const durations = new Histogram({
    name: 'docgate_http_request_duration_seconds',
    help: 'From the head of the request to the end of the answer',
    labelNames: ['operation'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
    collect: count,
  });
  const inFlight: Gauge = new Gauge({
    name: 'docgate_http_requests_in_flight',
    help: 'Requests being answered',
    registers,
    collect: () => inFlight.set(running),
  });

  function count(): void {
    for (const { operation, method, status, seconds } of waiting) {
      requests.inc({ operation, method, status });
      durations.observe({ operation }, seconds);
    }
    waiting = [];
  }

  return {
    began: () => {
      running += 1;
    },
    ended(exchange, durationMs) {
      running -= 1;
      const operation = exchange.operation?.operationId ?? 'none';
      const status = statusOf(exchange);
      waiting.push({ operation, method: exchange.request.method, status, seconds: durationMs / 1000 });
      if (waiting.length >= countedAtOnce) count();
    },
  };
}
