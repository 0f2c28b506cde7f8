import { createSecretKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { operations } from '../generated/operations.gen.ts';
import { createActiveApps } from './active-apps/index.ts';
import { createAppData } from './app-data/index.ts';
import { createAppUsers, createSessionTokens } from './app-users/index.ts';
import { createAdminHandlers } from './api/admin/index.ts';
import { createClientHandlers } from './api/client/index.ts';
import { createDataHandlers } from './api/data/index.ts';
import { createDocdbHandlers } from './api/docdb/index.ts';
import { createSystemHandlers } from './api/system/index.ts';
import { AdminDigestStrategy, MountBasicStrategy } from './auth/index.ts';
import { ownDataSource, StartError, type Config } from './config/index.ts';
import {
  readContract,
  readContractText,
  RequestValidators,
  RouteTable,
  type Handlers,
  type Operation,
} from './contract/index.ts';
import {
  authenticateBy,
  createApp,
  createRequestMetrics,
  listen,
  mountOf,
  type AnyHandler,
  type RunningServer,
} from './http/index.ts';
import { createDataSources, type DataSources } from './mongo/index.ts';
import { createMounted } from './mounted/index.ts';
import { createMailer } from './mailer/index.ts';
import { createRequestLog } from './request-log/index.ts';
import type { RuleSettings } from './rules/index.ts';
import { createFailedAttempts, createRequestLimit } from './limits/index.ts';
import { createEncryption, type MasterKey } from './secrets/index.ts';
import { suggest } from './spelling/index.ts';
import {
  createAccessUsage,
  createCredentialFinder,
  createIdempotencyMemory,
  createPlaces,
  createStore,
  insertRequests,
  openChangeFeed,
  spendNonce,
} from './store/index.ts';

/** What a process hands to the service that it runs. */
export interface ServiceEnvironment {
  /** The service's own MongoDB: the embedded one, or the setting's. */
  readonly mongodbUri: string;
  readonly masterKey: MasterKey;
  readonly version: string;
  readonly log: Logger;
  /** Where this process counts; `metrics` adds all processes up. */
  readonly register: Registry;
  readonly metrics: () => Promise<string>;
  /** Reads a variable for `env:NAME` connection strings. */
  readonly readEnv: (name: string) => string | undefined;
}

export interface Service {
  listen(): Promise<{ readonly url: string }>;
  /** No new requests, then the end of those that run, then of the connections to MongoDB. */
  close(graceMs: number): Promise<void>;
}

const maxBodyBytes = 18 * 1024 * 1024;
const own = Object.values(operations) as readonly Operation[];

/** Makes and joins all that one process needs to answer HTTP. */
export async function composeService(config: Config, environment: ServiceEnvironment): Promise<Service> {
  const { log, masterKey, register } = environment;
  await using stack = new AsyncDisposableStack();
  const dataSources = openDataSources(config, environment);
  stack.defer(() => dataSources.close());

  const ownMongodb = dataSources.get(ownDataSource);
  const db = await ownMongodb.database(config.database);
  const { transactions, changeStreams } = await ownMongodb.capabilities();
  const store = createStore(db, { transactions });
  const encryption = createEncryption(masterKey);
  const usage = createAccessUsage(db);
  stack.defer(() => usage.close());
  const serviceDatabase = config.database;
  const mounted = createMounted({ dataSources, encryption, ownDataSource, serviceDatabase, log });
  const activeApps = createActiveApps({ store, encryption, dataSources, ownDataSource });
  const feed = await openChangeFeed({ db, changeStreams, followers: [mounted, activeApps], log });
  stack.defer(() => feed.close());
  const requestLog =
    config.requestLogDays > 0
      ? createRequestLog({ insert: (records) => insertRequests(db, records), register, log })
      : undefined;
  stack.defer(async () => requestLog?.close());
  const attempts = createFailedAttempts();
  const settings = ruleSettings(config);
  const data = createAppData({ ownDataSource, serviceDatabase, settings });
  const users = createAppUsers({
    store,
    tokens: createSessionTokens(masterKey.derive('app sessions')),
    hashKey: createSecretKey(masterKey.derive('app keys')),
    mailer: createMailer({ smtpUrl: config.smtpUrl?.reveal(), from: config.mailFrom, log }),
    attempts,
    now: () => new Date(),
  });
  const contract = readContract();
  const handlers: Handlers = {
    ...createClientHandlers({ users, store, data }),
    ...createDataHandlers({ data, contract }),
    ...createDocdbHandlers({ dataSources, pageTokenKey: createSecretKey(masterKey.derive('page tokens')) }),
    ...createAdminHandlers({
      findActiveApp: (id) => activeApps.find(id),
      ruleSettings: settings,
      store,
      encryption,
      appUsers: users,
      build: environment.version,
      serviceDataSources: dataSources.names(),
      serviceDatabase,
    }),
    ...createSystemHandlers({
      version: environment.version,
      metrics: environment.metrics,
      contractText: readContractText(),
      checkReady: (signal) => ownMongodb.ping(signal),
    }),
  };

  const validators = new RequestValidators(contract);
  const app = createApp({
    routes: new RouteTable(own),
    validators,
    handlers: handlers as unknown as Readonly<Record<string, AnyHandler>>,
    identity: {
      mountTable: () => mounted.table,
      basic: authenticateBy(new MountBasicStrategy({ mountOf })),
      digest: authenticateBy(
        new AdminDigestStrategy({
          nonceKey: createSecretKey(masterKey.derive('digest nonces')),
          findCredentials: createCredentialFinder(db, encryption),
          spendNonce: (nonce, nc, expiresAt) => spendNonce(db, nonce, nc, expiresAt),
          attempts,
        }),
      ),
      apps: { findApp: (id) => activeApps.find(id), findAppById: (id) => activeApps.findById(id), users },
    },
    admin: {
      authorization: { places: createPlaces(db), onAccess: (by, cidrBlock) => usage.note(by, cidrBlock) },
      requestLimit: createRequestLimit({ db }),
      rateLimited: requireOperations(config.rateLimited),
      idempotency: createIdempotencyMemory(db, encryption),
    },
    metrics: createRequestMetrics(register),
    log,
    requestLog,
    maxBodyBytes,
    trustProxy: config.trustProxy,
    publicUrl: config.publicUrl,
  });

  const tls = await readTls(config);
  const stopWarming = new AbortController();
  stack.defer(() => stopWarming.abort());
  const kept = stack.move();
  let server: RunningServer | undefined;
  return {
    async listen() {
      const { host, port, workers } = config;
      server = await listen(app, { host, port, shared: workers > 1, ...(tls !== undefined && { tls }) });
      void validators.warm(own, stopWarming.signal);
      return server;
    },
    async close(graceMs) {
      await server?.drain(graceMs);
      await kept.disposeAsync();
    },
  };
}

/** @throws StartError for a name that would limit nothing */
function requireOperations(names: Config['rateLimited']): Config['rateLimited'] {
  const known = own.filter(({ plane }) => plane === 'admin').map(({ operationId }) => operationId);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return names;
  const meant = suggest(unknown, known);
  const mend = meant === undefined ? 'See operationId in /openapi.json.' : `Did you mean ${meant}?`;
  throw new StartError(`--rate-limited: the admin API has no operation ${unknown}. ${mend}`);
}

function ruleSettings({ userOperators, writeConditions, replacements }: Config): RuleSettings {
  return { additionalOperators: userOperators.map((name) => `$${name}`), writeConditions, replacements };
}

function openDataSources(config: Config, { mongodbUri, readEnv, log }: ServiceEnvironment): DataSources {
  const others = config.dataSources.map((source) => ({ ...source, uri: source.uri.reveal() }));
  return createDataSources([{ name: ownDataSource, uri: mongodbUri }, ...others], { readEnv, log });
}

async function readTls({ tls }: Config): Promise<{ cert: Buffer; key: Buffer } | undefined> {
  if (tls === undefined) return undefined;
  const [cert, key] = await Promise.all([readFile(tls.certFile), readFile(tls.keyFile)]);
  return { cert, key };
}
