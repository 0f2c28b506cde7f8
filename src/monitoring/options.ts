import type { Log } from '../mongo/index.ts';
import type { Encryption } from '../secrets/index.ts';
import type { HostPings } from '../store/index.ts';

export interface MonitoringOptions {
  readonly pings: HostPings;
  readonly encryption: Encryption;
  readonly log: Log;
}
