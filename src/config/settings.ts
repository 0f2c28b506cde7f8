import { availableParallelism } from 'node:os';
import { cacheDirectory, type Environment } from './environment.ts';
import {
  baseUrl,
  connectionString,
  databaseName,
  names,
  namesAmong,
  oneOf,
  path,
  proxies,
  secret,
  text,
  wholeNumber,
  type Kind,
} from './kinds.ts';

/** One setting: where it may be said, how it is read, and what the documentation says of it. */
export interface Setting<Value = unknown> {
  readonly kind: Kind<Value>;
  readonly env: string;
  /** Without dashes; absent when there is none. */
  readonly flag?: string;
  /** False when the config file cannot say it; else its key is the setting's own name. */
  readonly inFile?: false;
  readonly help: string;
  /** What it is when nobody says it, as text, for reading and for the documentation. */
  readonly default?: string | ((env: Environment) => string);
  /** The documentation's words for the default. */
  readonly defaultHelp?: string;
}

/** Every setting there is: add one here and it has a flag, a variable, a key in the config file, and its line in the docs. */
export const settings = {
  port: {
    kind: wholeNumber(0, 65_535),
    flag: 'port',
    env: 'PORT',
    default: '8080',
    help: 'port to listen on; 0 takes any free one and prints it',
  },
  host: {
    kind: text,
    flag: 'host',
    env: 'HOST',
    default: '127.0.0.1',
    help: 'address to listen on; others than loopback need TLS or a proxy',
  },
  mongodbUri: {
    kind: connectionString,
    flag: 'mongodb-uri',
    env: 'MONGODB_URI',
    defaultHelp: 'an embedded MongoDB in the data directory',
    help: 'connection string of your MongoDB; env:NAME and file:PATH are read again when the secret rotates',
  },
  database: {
    kind: databaseName,
    flag: 'database',
    env: 'DOCGATE_DATABASE',
    default: 'docgate',
    help: "database of the service's own data",
  },
  dataDir: {
    kind: path,
    flag: 'data-dir',
    env: 'DOCGATE_DATA_DIR',
    default: './.docgate',
    help: 'folder of keys, first credentials and the embedded MongoDB',
  },
  publicUrl: {
    kind: baseUrl,
    flag: 'public-url',
    env: 'DOCGATE_PUBLIC_URL',
    defaultHelp: 'from the request',
    help: 'base of every link in answers',
  },
  tlsCert: {
    kind: path,
    flag: 'tls-cert',
    env: 'DOCGATE_TLS_CERT',
    help: 'certificate chain to serve HTTPS with, PEM',
  },
  tlsKey: { kind: path, flag: 'tls-key', env: 'DOCGATE_TLS_KEY', help: 'private key of the certificate, PEM' },
  trustProxy: {
    kind: proxies,
    flag: 'trust-proxy',
    env: 'DOCGATE_TRUST_PROXY',
    default: 'off',
    help: 'believe X-Forwarded-* of this many proxies in front (alone: 1), or of these addresses',
  },
  workers: {
    kind: wholeNumber(1, 512),
    flag: 'workers',
    env: 'DOCGATE_WORKERS',
    default: () => String(availableParallelism()),
    defaultHelp: 'number of cores',
    help: 'processes that answer HTTP; 1 keeps all in one process',
  },
  masterKey: {
    kind: secret,
    flag: 'master-key',
    env: 'DOCGATE_MASTER_KEY',
    defaultHelp: 'made once, in the data directory',
    help: 'root of all encryption, 32 characters or more; env:NAME and file:PATH too',
  },
  hostPingSeconds: {
    kind: wholeNumber(1, 86_400),
    flag: 'host-ping-seconds',
    env: 'DOCGATE_HOST_PING_SECONDS',
    default: '60',
    help: 'seconds from one ping of a registered host to the next',
  },
  rateLimited: {
    kind: names,
    flag: 'rate-limited',
    env: 'DOCGATE_RATE_LIMITED',
    default: 'none',
    help: 'operations of the admin API, by operationId, that count against the 100 requests a minute of their project too; separated by commas',
  },
  requestLogDays: {
    kind: wholeNumber(0, 3650),
    flag: 'request-log-days',
    env: 'DOCGATE_REQUEST_LOG_DAYS',
    default: '10',
    help: 'days that requests stay in the log of their project; 0 writes none',
  },
  userOperators: {
    kind: namesAmong([
      'regex',
      'text',
      'jsonSchema',
      'geoIntersects',
      'geoWithin',
      'near',
      'nearSphere',
      'bitsAllClear',
      'bitsAllSet',
      'bitsAnyClear',
      'bitsAnySet',
    ]),
    flag: 'user-operators',
    env: 'DOCGATE_USER_OPERATORS',
    default: 'none',
    help: 'query operators that users of apps may send besides those of App Services, without the $: regex, text, …',
  },
  writeConditions: {
    kind: oneOf(['both', 'after']),
    flag: 'write-conditions',
    env: 'DOCGATE_WRITE_CONDITIONS',
    default: 'both',
    help: 'whether write conditions of roles must hold on the document before and after the write, or only after',
  },
  replacements: {
    kind: oneOf(['visible', 'changed']),
    flag: 'replacements',
    env: 'DOCGATE_REPLACEMENTS',
    default: 'visible',
    help: 'whether only who sees all of a document may replace it, or whoever may write what changes',
  },
  smtpUrl: {
    kind: secret,
    flag: 'smtp-url',
    env: 'DOCGATE_SMTP_URL',
    defaultHelp: 'none: mails to users of apps are written to the log',
    help: 'server that mails are sent by: smtps://user:password@mail.example.com; env:NAME and file:PATH too',
  },
  mailFrom: {
    kind: text,
    flag: 'mail-from',
    env: 'DOCGATE_MAIL_FROM',
    default: 'docgate@localhost',
    help: 'sender of those mails',
  },
  logLevel: {
    kind: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    flag: 'log-level',
    env: 'DOCGATE_LOG_LEVEL',
    default: 'info',
    help: 'least severe log line to write; JSON on stdout, pretty on a terminal',
  },
  mongod: {
    kind: path,
    flag: 'mongod',
    env: 'MONGOD',
    defaultHelp: 'found or downloaded',
    help: 'mongod program for the embedded MongoDB',
  },
  cacheDir: {
    kind: path,
    env: 'DOCGATE_CACHE_DIR',
    default: cacheDirectory,
    defaultHelp: '`~/.cache/docgate`',
    help: 'folder of downloaded mongod programs',
  },
  bootstrapPublicKey: {
    kind: text,
    env: 'DOCGATE_BOOTSTRAP_PUBLIC_KEY',
    inFile: false,
    defaultHelp: 'random',
    help: 'public part of the first owner key; first start only',
  },
  bootstrapPrivateKey: {
    kind: secret,
    env: 'DOCGATE_BOOTSTRAP_PRIVATE_KEY',
    inFile: false,
    defaultHelp: 'random',
    help: 'private part of the first owner key; first start only',
  },
  config: {
    kind: path,
    flag: 'config',
    env: 'DOCGATE_CONFIG',
    inFile: false,
    help: 'YAML or JSON file with these settings, data sources and mounts',
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;

type ValueOf<S> = S extends { kind: Kind<infer Value> }
  ? S extends { default: unknown }
    ? Value
    : Value | undefined
  : never;

/** The value of every setting. */
export type SettingValues = { readonly [Name in SettingName]: ValueOf<(typeof settings)[Name]> };

export const settingEntries = Object.entries(settings) as readonly (readonly [SettingName, Setting])[];
