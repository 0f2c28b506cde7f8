import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { Config, TlsSettings } from './config.ts';
import { StartError } from './start-error.ts';
import { reasonOf } from './reason.ts';

/** Refuses settings that are each right but unsafe together. @throws StartError with the mend. */
export function checkSafety(config: Config): void {
  checkExposure(config);
  checkMasterKey(config);
  checkBootstrapKey(config);
  if (config.tls !== undefined) checkTls(config.tls);
}

/** Basic credentials would cross the network in clear. */
function checkExposure({ host, tls, trustProxy }: Config): void {
  if (isLoopback(host) || tls !== undefined || trustProxy !== false) return;
  throw new StartError(
    `Host ${host} can be reached from other machines, and passwords would cross the network in clear. ` +
      'Give --tls-cert and --tls-key; or --trust-proxy when a proxy in front ends TLS; or leave --host away.',
  );
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** What one data directory's key encrypts, the service's next machine could not read. */
function checkMasterKey({ command, mongodbUri, masterKey }: Config): void {
  if (masterKey !== undefined && masterKey.reveal().length < 32) {
    throw new StartError('The master key is shorter than 32 characters. Make a good one: openssl rand -base64 32');
  }
  if (command !== 'serve' || mongodbUri === undefined || masterKey !== undefined) return;
  throw new StartError(
    'With an external MongoDB the master key must be given: what it encrypts outlives this data directory. ' +
      'Make one (openssl rand -base64 32), keep it safe, and give it by DOCGATE_MASTER_KEY or --master-key file:PATH.',
  );
}

function checkBootstrapKey({ bootstrapKey }: Config): void {
  if (bootstrapKey === undefined) return;
  if (!/^[\w-]{4,64}$/.test(bootstrapKey.publicKey)) {
    throw new StartError('DOCGATE_BOOTSTRAP_PUBLIC_KEY must be 4 to 64 letters, digits, - or _');
  }
  if (bootstrapKey.privateKey.reveal().length < 8) {
    throw new StartError('DOCGATE_BOOTSTRAP_PRIVATE_KEY must have 8 characters or more. Make a good one: uuidgen');
  }
}

function checkTls({ certFile, keyFile }: TlsSettings): void {
  try {
    createSecureContext({ cert: readFileSync(certFile), key: readFileSync(keyFile) });
  } catch (cause) {
    const reason = reasonOf(cause);
    throw new StartError(
      `TLS cannot be served with ${certFile} and ${keyFile}: ${reason}. Both must be PEM and belong together.`,
      { cause },
    );
  }
}
