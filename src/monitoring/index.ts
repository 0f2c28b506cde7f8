/**
 * Monitoring: pings the hosts that projects have registered and keeps what they tell, as hosts and clusters of the store.
 * Believes nothing that a host says without looking at it. Must not know HTTP or operations.
 */
export { startMonitoring, type Monitoring } from './monitor.ts';
export type { MonitoringOptions } from './options.ts';
