import { probeServer, type ProbeCredentials, type ServerAnswers } from '../mongo/index.ts';
import type { Encryption } from '../secrets/index.ts';
import { hostPasswordPlace, type ClaimedHost, type HostRecord } from '../store/index.ts';
import type { MonitoringOptions } from './options.ts';
import { toReport } from './report.ts';

/** Pings one host and keeps what it told. Never rejects: what cannot be kept now is asked again at the next ping. */
export async function pingHost(
  { pings, encryption, log }: MonitoringOptions,
  claimed: ClaimedHost,
  signal: AbortSignal,
): Promise<void> {
  const { host } = claimed;
  try {
    const answers = await answersOf(host, encryption, signal);
    if (answers !== undefined) await pings.answered(claimed, toReport(host, answers));
    // A ping that was cut off by the service's own end says nothing about the host.
    else if (!signal.aborted) await pings.silent(claimed);
  } catch (error) {
    log.warn({ hostId: host._id, err: error }, 'the answer of a host could not be kept');
  }
}

/** undefined when it does not answer as a MongoDB. Why is nobody's business: the text might be the peer's. */
async function answersOf(
  host: HostRecord,
  encryption: Encryption,
  signal: AbortSignal,
): Promise<ServerAnswers | undefined> {
  const { hostname, port, sslEnabled: tls } = host;
  const credentials = credentialsOf(host, encryption);
  try {
    return await probeServer({ hostname, port, tls, ...(credentials && { credentials }) }, signal);
  } catch {
    return undefined;
  }
}

const mechanisms: Readonly<Record<string, ProbeCredentials['mechanism']>> = {
  SCRAM_SHA_1: 'SCRAM-SHA-1',
  SCRAM_SHA_256: 'SCRAM-SHA-256',
  PLAIN: 'PLAIN',
};

function credentialsOf(host: HostRecord, encryption: Encryption): ProbeCredentials | undefined {
  const { _id, username, password, authMechanismName } = host;
  if (username === undefined || password === undefined) return undefined;
  const mechanism = mechanisms[authMechanismName];
  const clear = encryption.decrypt(password, hostPasswordPlace(_id));
  return { username, password: clear, ...(mechanism && { mechanism }) };
}
