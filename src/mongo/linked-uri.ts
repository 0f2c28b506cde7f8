import { ConnectionString } from 'mongodb-connection-string-url';
import { makeClient } from './client-options.ts';

type Fault = string | undefined;
type Check = (value: string) => boolean;

const any: Check = () => true;
const among =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value.toLowerCase());
const between =
  (least: number, most: number): Check =>
  (value) =>
    /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
const seconds = between(1, 60_000);
const flag = among('true', 'false');

/**
 * What a connection string of somebody who does not run this service may say. Left out is what reads this machine's files, sockets,
 * environment or cloud identity, goes through a proxy, hides which servers are meant, or takes more than its share.
 * @see https://www.mongodb.com/docs/manual/reference/connection-string-options/
 */
const options: Readonly<Record<string, Check>> = {
  appname: any,
  authmechanism: among('scram-sha-1', 'scram-sha-256', 'plain'),
  authsource: any,
  connecttimeoutms: seconds,
  directconnection: flag,
  journal: flag,
  localthresholdms: seconds,
  maxidletimems: seconds,
  maxpoolsize: between(1, 100),
  maxstalenessseconds: any,
  readconcernlevel: any,
  readpreference: any,
  readpreferencetags: any,
  replicaset: any,
  retryreads: flag,
  retrywrites: flag,
  serverselectiontimeoutms: seconds,
  sockettimeoutms: any,
  srvmaxhosts: between(0, 100),
  ssl: flag,
  tls: flag,
  tlsallowinvalidcertificates: flag,
  tlsallowinvalidhostnames: flag,
  tlsinsecure: flag,
  w: any,
  waitqueuetimeoutms: seconds,
  wtimeoutms: any,
};

const host = /^(?:\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i;

/** What stands in a shown connection string instead of credentials. */
const maskedUsername = '_credentials_';

/** Why such a connection string is not taken; undefined when it is. Never says credentials. Nothing is connected. */
export function linkedUriFault(name: string, uri: string): Fault {
  if (!/^mongodb(\+srv)?:\/\//.test(uri)) return 'it must begin with mongodb:// or mongodb+srv://';
  const parsed = parse(uri);
  if (parsed === undefined) return 'it is no valid connection string';
  if (parsed.username === maskedUsername) return 'its credentials are masked: give the real ones';
  if (parsed.hosts.some((one) => !host.test(one))) return 'its hosts must be names or addresses, with a port at most';
  return optionFault(parsed) ?? driverFault(name, uri);
}

/** The same connection string without its credentials, to be shown. */
export function maskedUri(uri: string): string {
  return parse(uri)?.redact().toString() ?? '';
}

function parse(uri: string): ConnectionString | undefined {
  try {
    return new ConnectionString(uri);
  } catch {
    return undefined;
  }
}

function optionFault({ searchParams }: ConnectionString): Fault {
  for (const [name, value] of searchParams) {
    const check = options[name.toLowerCase()];
    if (check === undefined) return `its option ${name} is not taken here`;
    if (!check(value)) return `its option ${name} does not take this value here`;
  }
  return undefined;
}

function driverFault(name: string, uri: string): Fault {
  try {
    makeClient({ name, uri }, uri);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'the driver refuses it';
  }
}
