import { ObjectId } from '../../src/mongo/index.ts';
import { hostIdOf, type HostRecord } from '../../src/store/index.ts';

/** The record of a host of this machine, as the API writes it; its first ping is due. */
export function hostAt(port: number, more: Partial<HostRecord> = {}): HostRecord {
  const hostnameAndPort = `127.0.0.1:${port}`;
  const groupId = more.groupId ?? new ObjectId();
  const flags = { alertsEnabled: true, logsEnabled: false, profilerEnabled: false, sslEnabled: false };
  return {
    _id: hostIdOf(groupId, hostnameAndPort),
    groupId,
    hostname: '127.0.0.1',
    port,
    hostnameAndPort,
    aliases: [],
    createdAt: new Date(),
    revision: 1,
    ...flags,
    authMechanismName: 'NONE',
    reachable: false,
    pingAt: new Date(),
    ...more,
  };
}
