import { hostAndPort, isPort, parseHostname } from '../../../addresses/index.ts';
import { Problem } from '../../../problem/index.ts';
import type { HostRecord } from '../../../store/index.ts';

/** Where a host is. @throws Problem INVALID_HOSTNAME or INVALID_HOST_PORT */
export function requireAddress(given: {
  readonly hostname: string;
  readonly port: number;
}): Pick<HostRecord, 'hostname' | 'port' | 'hostnameAndPort'> {
  const { port } = given;
  const hostname = parseHostname(given.hostname);
  if (hostname === undefined) throw new Problem('INVALID_HOSTNAME', { parameters: [given.hostname] });
  if (!isPort(port)) throw new Problem('INVALID_HOST_PORT', { parameters: [port] });
  return { hostname, port, hostnameAndPort: hostAndPort(hostname, port) };
}
