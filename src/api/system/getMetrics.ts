import { EncodedBody, type OperationHandler } from '../../contract/index.ts';

export interface MetricsDeps {
  /** The metrics of all processes, in Prometheus' text format. */
  readonly metrics: () => Promise<string>;
}

export function getMetrics({ metrics }: MetricsDeps): OperationHandler<'getMetrics'> {
  return async () => ({
    status: 200,
    body: new EncodedBody('text/plain; version=0.0.4; charset=utf-8', Buffer.from(await metrics())),
  });
}
