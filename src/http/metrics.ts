import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { statusOf, type Exchange } from './exchange.ts';

export interface RequestMetrics {
  began(): void;
  ended(exchange: Exchange, durationMs: number): void;
}

interface Series {
  readonly requests: Counter.Internal;
  readonly duration: { observe(seconds: number): void };
}

/** Requests by operation, method and status; durations in seconds, as Prometheus wants them. */
export function createRequestMetrics(register: Registry): RequestMetrics {
  const requests = new Counter({
    name: 'docgate_http_requests_total',
    help: 'Requests answered',
    labelNames: ['operation', 'method', 'status'],
    registers: [register],
  });
  const durations = new Histogram({
    name: 'docgate_http_request_duration_seconds',
    help: 'From the head of the request to the end of the answer',
    labelNames: ['operation'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [register],
  });
  const inFlight = new Gauge({
    name: 'docgate_http_requests_in_flight',
    help: 'Requests being answered',
    registers: [register],
  });
  const series = new Map<string, Series>();
  return {
    began: () => inFlight.inc(),
    ended(exchange, durationMs) {
      const { operation, request } = exchange;
      inFlight.dec();
      const id = operation?.operationId ?? 'none';
      // Looking labels up by object costs microseconds; a key of our own does not.
      const status = statusOf(exchange);
      const key = `${id} ${request.method} ${status}`;
      let known = series.get(key);
      if (known === undefined) {
        known = {
          requests: requests.labels({ operation: id, method: request.method, status: String(status) }),
          duration: durations.labels({ operation: id }),
        };
        series.set(key, known);
      }
      known.requests.inc();
      known.duration.observe(durationMs / 1000);
    },
  };
}
