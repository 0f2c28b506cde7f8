import { accessSync, constants } from 'node:fs';
import { MongoClient, type MongoClientOptions } from 'mongodb';
import { placeOf, unusable } from './connection-string.ts';
import type { DataSourceConfig } from './data-source-config.ts';
import { LeanConnection } from './lean/lean-connection.ts';

/** 10 connections beat 100 by a third where mongod shares two cores with the service; the wait for one must end some day. */
const defaults = {
  appName: 'docgate',
  maxPoolSize: 10,
  serverSelectionTimeoutMS: 5000,
  waitQueueTimeoutMS: 5000,
} satisfies MongoClientOptions;

/** An option of the driver that its types do not tell. */
const lean = { connectionType: LeanConnection } as MongoClientOptions;

/** For the one connection beside the pool, which must answer soon and should cost little. */
export const controlOptions = {
  minPoolSize: 0,
  maxPoolSize: 1,
  serverSelectionTimeoutMS: 2000,
  waitQueueTimeoutMS: 2000,
  serverMonitoringMode: 'poll',
} satisfies MongoClientOptions;

/**
 * A client that is not connected yet.
 * @throws Error that names data source, place and mend, and never shows the connection string.
 */
export function makeClient(
  config: DataSourceConfig,
  connectionString: string,
  overrides: MongoClientOptions = {},
): MongoClient {
  checkCaFile(config);
  let client: MongoClient;
  try {
    client = new MongoClient(connectionString, { ...clientOptions(config, connectionString), ...overrides, ...lean });
  } catch (error) {
    const reason = error instanceof Error ? withoutCredentials(error.message, connectionString) : 'unknown reason';
    throw unusable(config.name, `${placeOf(config.uri)} is refused by the MongoDB driver (${reason})`, 'Mend it.');
  }
  if (client.options.writeConcern?.w === 0) {
    throw unusable(config.name, 'its writes would not be acknowledged (w=0)', 'Take w=0 out of the connection string.');
  }
  return client;
}

/** Amazon DocumentDB says that it is a replica set; only its host name tells. */
export function isDocumentDb(connectionString: string): boolean {
  return /\.docdb(-elastic)?\.amazonaws\.com/i.test(connectionString);
}

/** The configuration beats the connection string, which beats our defaults. */
export function clientOptions(config: DataSourceConfig, connectionString: string): MongoClientOptions {
  const given = optionNames(connectionString);
  const open = Object.entries(defaults).filter(([name]) => !given.has(name.toLowerCase()));
  const { caFile, maxPoolSize, directConnection, readPreference } = config;
  const retryWrites = isDocumentDb(connectionString) ? false : config.retryWrites;
  return {
    ...Object.fromEntries(open),
    ...(maxPoolSize !== undefined && { maxPoolSize }),
    ...(directConnection !== undefined && { directConnection }),
    ...(readPreference !== undefined && { readPreference }),
    ...(retryWrites !== undefined && { retryWrites }),
    ...(caFile !== undefined && { tls: true, tlsCAFile: caFile }),
  };
}

function optionNames(connectionString: string): Set<string> {
  const [, query = ''] = connectionString.split('?', 2);
  return new Set([...new URLSearchParams(query).keys()].map((name) => name.toLowerCase()));
}

function checkCaFile({ name, caFile }: DataSourceConfig): void {
  if (caFile === undefined) return;
  try {
    accessSync(caFile, constants.R_OK);
  } catch (error) {
    throw unusable(name, `the CA file ${caFile} cannot be read`, 'Put the PEM file there, or mend caFile.', error);
  }
}

/** Driver messages quote user names. Whole words only: the user `u` is not in `uri`. */
function withoutCredentials(message: string, connectionString: string): string {
  const userInfo = /^[^/]+\/\/(.*)@/.exec(connectionString)?.[1] ?? '';
  const [user = ''] = userInfo.split(':', 1);
  const secrets = [userInfo, user, userInfo.slice(user.length + 1)].filter((secret) => secret !== '');
  return secrets.reduce((text, secret) => text.replace(wholeWord(secret), '…'), message);
}

function wholeWord(text: string): RegExp {
  return new RegExp(`(?<!\\w)${text.replaceAll(/\W/g, '\\$&')}(?!\\w)`, 'g');
}
