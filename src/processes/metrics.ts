import { AggregatorRegistry, collectDefaultMetrics, Registry } from 'prom-client';

/** A registry with Node's own metrics; one a process, never prom-client's global one. */
export function createRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

/** Adds the snapshots of several processes up (each metric says how: most are sums) → Prometheus' text format. */
export function sumMetrics(snapshots: readonly object[]): Promise<string> {
  return AggregatorRegistry.aggregate([...snapshots]).metrics();
}
