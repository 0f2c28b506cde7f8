import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig, StartError, type Config, type ConfigSources } from '../../../src/config/index.ts';

let folder: string;
let files = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docgate-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(text: string, name = `config-${(files += 1)}.yaml`): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

function load({ env, ...rest }: Partial<ConfigSources> = {}): Config {
  return loadConfig({ command: 'start', flags: {}, directory: folder, ...rest, env: { HOME: '/home/u', ...env } });
}

function loadFile(text: string, more: Partial<ConfigSources> = {}): Config {
  return load({ ...more, flags: { config: write(text), ...more.flags } });
}

function refusal(work: () => unknown): StartError {
  try {
    work();
  } catch (error) {
    if (error instanceof StartError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('where a setting comes from', () => {
  it('has the documented defaults', () => {
    const config = load();
    expect(config).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      database: 'docgate',
      trustProxy: false,
      logLevel: 'info',
    });
    expect(config.dataDir).toBe(join(folder, '.docgate'));
    expect(config.cacheDir).toBe('/home/u/.cache/docgate');
    expect(config).toMatchObject({ mongodbUri: undefined, masterKey: undefined, tls: undefined, mounts: undefined });
    expect(config.workers).toBeGreaterThan(0);
    expect(load({ env: { XDG_CACHE_HOME: '/cache' } }).cacheDir).toBe('/cache/docgate');
  });

  it('flags beat the environment, which beats the file, which beats the default', () => {
    const config = write('port: 1111\nhost: localhost\nworkers: 3');
    const env = { PORT: '2222', HOST: '::1', DOCGATE_CONFIG: config };
    expect(load({ env, flags: { port: '3333' } })).toMatchObject({
      port: 3333,
      host: '::1',
      workers: 3,
      configFile: config,
    });
  });

  it('takes an empty variable for none, and refuses an empty flag', () => {
    expect(load({ env: { PORT: '' } }).port).toBe(8080);
    expect(refusal(() => load({ flags: { host: '' } }))).toMatchObject({
      message: '--host must not be empty',
      usage: true,
    });
  });

  it('reads the same names from JSON and from YAML, in the spelling of flags as well', () => {
    expect(load({ flags: { config: write('{"port": 0, "dataDir": "data"}', 'c.json') } })).toMatchObject({
      port: 0,
      dataDir: join(folder, 'data'),
    });
    expect(loadFile('data-dir: ./data\nlog-level: debug')).toMatchObject({
      dataDir: join(folder, 'data'),
      logLevel: 'debug',
    });
    expect(loadFile('').port).toBe(8080);
  });

  it('reads names as a text with commas, or as a list', () => {
    const rateLimited = ['getProject', 'listProjects'];
    expect(load({ env: { DOCGATE_RATE_LIMITED: 'getProject, listProjects' } })).toMatchObject({ rateLimited });
    expect(loadFile('rateLimited: [getProject, listProjects]')).toMatchObject({ rateLimited });
    expect(load()).toMatchObject({ rateLimited: [], hostPingSeconds: 60, userOperators: [] });
    expect(load({ flags: { userOperators: 'regex,text' } })).toMatchObject({ userOperators: ['regex', 'text'] });
  });

  it('starts relative paths at the file that says them, else at the working directory', () => {
    const config = write('dataDir: data');
    expect(load({ directory: '/elsewhere', flags: { config } }).dataDir).toBe(join(folder, 'data'));
    expect(load({ directory: '/elsewhere', flags: { config, dataDir: 'data' } }).dataDir).toBe('/elsewhere/data');
  });

  it('is frozen to its depths', () => {
    const config = loadFile('docdb: {mounts: [{auth: none}]}');
    expect([config, config.mounts, config.mounts?.[0], config.dataSources].every((part) => Object.isFrozen(part))).toBe(
      true,
    );
  });
});

describe('values', () => {
  it.each([
    ['true', 1],
    ['2', 2],
    ['0', false],
    ['off', false],
    ['loopback, 10.0.0.0/8', 'loopback, 10.0.0.0/8'],
  ])('trust proxy %s', (text, value) => {
    expect(load({ env: { DOCGATE_TRUST_PROXY: text } }).trustProxy).toBe(value);
  });

  it('a flag without value trusts one proxy', () => {
    expect(load({ flags: { trustProxy: true } }).trustProxy).toBe(1);
  });

  it('secrets may be named by variable or file, and do not show', () => {
    const key = 'm'.repeat(40);
    writeFileSync(join(folder, 'key'), `${key}\n`);
    const configs = [
      load({ flags: { masterKey: `file:${join(folder, 'key')}` } }),
      load({ flags: { masterKey: 'env:KEY' }, env: { KEY: key } }),
    ];
    for (const config of configs) {
      expect(config.masterKey?.reveal()).toBe(key);
      expect(`${inspect(config)} ${JSON.stringify(config)} ${String(config.masterKey)}`).not.toContain(key);
    }
  });

  it('a connection string by name stays a name, so that it can be read again', () => {
    writeFileSync(join(folder, 'uri'), 'mongodb://u:p@db.example/');
    expect(load({ flags: { mongodbUri: 'file:uri' } }).mongodbUri?.reveal()).toBe(`file:${join(folder, 'uri')}`);
    expect(load({ flags: { mongodbUri: 'env:URI' }, env: { URI: 'mongodb://db.example' } }).mongodbUri?.reveal()).toBe(
      'env:URI',
    );
  });

  it('the public URL ends without a slash', () => {
    expect(load({ flags: { publicUrl: 'https://api.example.com/base/' } }).publicUrl).toBe(
      'https://api.example.com/base',
    );
  });

  it.each([
    [{ port: '65536' }, '--port must be a whole number from 0 to 65535, not "65536"'],
    [{ port: '8e1' }, '--port must be a whole number from 0 to 65535, not "8e1"'],
    [{ workers: '0' }, '--workers must be a whole number from 1 to 512, not "0"'],
    [{ rateLimited: 'a b' }, '--rate-limited must be names with commas between them, or none, not "a b"'],
    [{ userOperators: 'where' }, '--user-operators must be among regex, text, jsonSchema'],
    [{ logLevel: 'loud' }, '--log-level must be one of trace, debug, info, warn, error, fatal, silent, not "loud"'],
    [{ database: 'admin' }, '--database must be the name of a database (and not admin, local or config), not "admin"'],
    [{ publicUrl: 'ftp://x' }, '--public-url must be an http or https URL'],
    [{ mongodbUri: 'db.example' }, '--mongodb-uri must be a connection string'],
    [{ mongodbUri: 'env:NOPE' }, '--mongodb-uri names the environment variable NOPE, which is not set'],
    [{ masterKey: 'file:/nope' }, '--master-key names the file /nope, which cannot be read (ENOENT)'],
  ])('%o is refused as wrong usage', (flags: Record<string, string>, message) => {
    const error = refusal(() => load({ flags }));
    expect(error.message).toContain(message);
    expect(error.usage).toBe(true);
  });

  it('names the variable or the file when it is not the command line', () => {
    expect(refusal(() => load({ env: { PORT: 'x' } }))).toMatchObject({
      message: 'PORT must be a whole number from 0 to 65535, not "x"',
      usage: false,
    });
    expect(refusal(() => loadFile('publicUrl: x')).message).toMatch(/config-\d+\.yaml: publicUrl must be an http/);
  });
});

describe('the config file', () => {
  it.each([
    ['hots: 127.0.0.1', 'hots: unknown setting; did you mean host?'],
    ['zzz: 1', 'zzz: unknown setting; known here are port, host'],
    ['port: "80"', 'port: must be a whole number'],
    ['database: 5', 'database: must be text: put it in quotes'],
    ['- 1', 'must be a group of settings'],
    [
      'docdb: {mounts: [{auth: none}, {auth: none, database: d, methods: [GETT]}]}',
      'docdb.mounts[1].methods[0]: must be one of GET, PUT, POST, PATCH, DELETE, not "GETT"; did you mean GET?',
    ],
    ['docdb: {mounts: [{user: []}]}', 'docdb.mounts[0].user: unknown setting; did you mean users?'],
    ['docdb: {mounts: [{users: [{username: a}]}]}', 'docdb.mounts[0].users[0]: password is missing'],
    [
      'docdb: {mounts: [{users: [{username: a, password: 123}]}]}',
      'docdb.mounts[0].users[0].password: must be text: put it in quotes',
    ],
    ['docdb: {mounts: [{}]}', 'docdb.mounts[0]: says neither users nor auth: none; add users'],
    [
      'docdb: {mounts: [{auth: none, users: [{username: a, password: b}]}]}',
      'docdb.mounts[0]: has users and auth: none',
    ],
    ['docdb: {mounts: [{auth: none, collection: c}]}', 'docdb.mounts[0].collection: needs the database'],
    ['docdb: {mounts: [{auth: none, database: local}]}', 'docdb.mounts[0].database: local is never reachable'],
    ['docdb: {mounts: [{auth: none, database: docgate}]}', 'docdb.mounts[0].database: docgate is never reachable'],
    [
      'docdb: {mounts: [{auth: none, database: d, collection: system.users}]}',
      'docdb.mounts[0].collection: system collections',
    ],
    ['docdb: {mounts: [{auth: none}, {auth: none}]}', 'docdb.mounts[1]: opens /docdb, as docdb.mounts[0] does'],
    [
      'docdb: {mounts: [{auth: none, dataSource: other}]}',
      'docdb.mounts[0].dataSource: there is no data source other; add it to dataSources',
    ],
    [
      'dataSources: [{name: other, uri: "mongodb://h"}]\ndocdb: {mounts: [{auth: none, dataSource: ohter}]}',
      'did you mean other?',
    ],
    [
      'docdb: {mounts: [{auth: none, maxLimit: 5, defaultLimit: 6}]}',
      'docdb.mounts[0].defaultLimit: is 6, more than maxLimit 5',
    ],
    [
      'docdb: {mounts: [{users: [{username: a, password: "env:NOPE"}]}]}',
      'docdb.mounts[0].users[0].password: names the environment variable NOPE',
    ],
    [
      'docdb: {mounts: [{users: [{username: a, password: x}, {username: a, password: y}]}]}',
      'docdb.mounts[0].users[1].username: a is there twice',
    ],
    ['dataSources: [{name: default, uri: "mongodb://h"}]', "dataSources[0].name: default is the service's own MongoDB"],
    ['dataSources: [{name: a, uri: x}]', 'dataSources[0].uri must be a connection string'],
    ['a: [', 'at line 1'],
    ['port: 1\nport: 2', 'unique'],
    ['port: &a 1\nhost: *b', 'alias'],
  ])('%j', (text, message) => {
    const error = refusal(() => loadFile(text));
    expect(error.message).toContain(message);
    expect(error.message).toMatch(/config-\d+\.yaml: /);
  });

  it('names a file that cannot be read', () => {
    expect(refusal(() => load({ flags: { config: 'nope.yaml' } })).message).toContain(
      `${join(folder, 'nope.yaml')} cannot be read (ENOENT)`,
    );
  });

  it('tells every wrong place at once', () => {
    expect(refusal(() => loadFile('port: x\nhots: y\nworkers: 0')).message.split('\n')).toHaveLength(3);
  });

  it('never shows a password in an error', () => {
    expect(
      refusal(() => loadFile('docdb: {mounts: [{users: [{username: a, password: [hunter2]}]}]}')).message,
    ).not.toContain('hunter2');
  });

  it('reads mounts, with passwords plain, by variable and by file', () => {
    writeFileSync(join(folder, 'demo.secret'), 'from-file\n');
    const text = `
dataSources: [{ name: archive, uri: "mongodb://h", caFile: ca.pem, retryWrites: false, maxPoolSize: 3 }]
docdb:
  mounts:
    - users: [{ username: apiuser, password: "env:DOCDB_PASSWORD" }]
    - database: demodb
      users: [{ username: demo, password: "file:./demo.secret" }]
      dataSource: archive
      maxLimit: 10
    - database: demodb
      collection: democollection
      methods: [GET]
      users: [{ username: reader, password: reader }]
      maxTimeMs: 100
      allowServerSideJavaScript: true
    - { database: open, auth: none, defaultLimit: 5, maxLimit: 50 }`;
    const config = loadFile(text, { env: { DOCDB_PASSWORD: 'from-env' } });
    const passwords = config.mounts?.map(
      ({ users }) => users === 'none' || users.map(({ password }) => password.reveal()),
    );
    expect(passwords).toEqual([['from-env'], ['from-file'], ['reader'], true]);
    expect(config.mounts).toMatchObject([
      {
        dataSource: 'default',
        methods: ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'],
        defaultLimit: 1000,
        maxLimit: 1_000_000,
        maxTimeMs: 30_000,
        allowServerSideJavaScript: false,
      },
      { database: 'demodb', dataSource: 'archive', defaultLimit: 10, maxLimit: 10 },
      {
        database: 'demodb',
        collection: 'democollection',
        methods: ['GET'],
        maxTimeMs: 100,
        allowServerSideJavaScript: true,
      },
      { database: 'open', users: 'none', defaultLimit: 5, maxLimit: 50 },
    ]);
    expect(config.dataSources).toMatchObject([
      { name: 'archive', caFile: join(folder, 'ca.pem'), retryWrites: false, maxPoolSize: 3 },
    ]);
  });

  it('tells no mounts from an empty list', () => {
    expect(loadFile('port: 0').mounts).toBeUndefined();
    expect(loadFile('docdb: {mounts: []}').mounts).toEqual([]);
  });
});

describe('what is unsafe', () => {
  it('a host that others reach needs TLS or a proxy', () => {
    expect(refusal(() => load({ flags: { host: '0.0.0.0' } })).message).toContain('--tls-cert');
    expect(load({ flags: { host: '0.0.0.0', trustProxy: true } }).host).toBe('0.0.0.0');
    expect(['127.0.0.1', '127.3.2.1', '::1', 'localhost'].map((host) => load({ flags: { host } }).host)).toHaveLength(
      4,
    );
  });

  it('serve needs the master key for a MongoDB that outlives the data directory', () => {
    const flags = { mongodbUri: 'mongodb://db.example' };
    expect(refusal(() => load({ command: 'serve', flags })).message).toContain('openssl rand -base64 32');
    expect(load({ command: 'serve', flags: { ...flags, masterKey: 'k'.repeat(32) } }).command).toBe('serve');
    expect(load({ command: 'start', flags }).command).toBe('start');
    expect(load({ command: 'serve' }).command).toBe('serve');
  });

  it('a short master key is no master key', () => {
    expect(refusal(() => load({ flags: { masterKey: 'short' } })).message).toContain('shorter than 32');
  });

  it('what belongs together comes together, and works together', () => {
    expect(refusal(() => load({ flags: { tlsCert: 'cert.pem' } })).message).toContain(
      '--tls-cert and --tls-key belong together',
    );
    expect(refusal(() => load({ flags: { tlsCert: 'cert.pem', tlsKey: 'key.pem' } })).message).toContain('cert.pem');
    expect(refusal(() => load({ env: { DOCGATE_BOOTSTRAP_PUBLIC_KEY: 'abcdefgh' } })).message).toContain(
      'DOCGATE_BOOTSTRAP_PRIVATE_KEY',
    );
    expect(
      refusal(() =>
        load({ env: { DOCGATE_BOOTSTRAP_PUBLIC_KEY: 'a:b', DOCGATE_BOOTSTRAP_PRIVATE_KEY: 'x'.repeat(16) } }),
      ).message,
    ).toContain('letters');
  });
});
