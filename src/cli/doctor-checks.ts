import { X509Certificate } from 'node:crypto';
import { access, constants, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import {
  loadConfig,
  ownDataSource,
  reasonOf,
  type Config,
  type ConfigSources,
  type Environment,
} from '../config/index.ts';
import { createDataSources } from '../mongo/index.ts';
import { checkMongod } from '../mongod/index.ts';
import { masterKeyFile, readPrivateFile } from '../secrets/index.ts';

export interface Check {
  readonly name: string;
  /** `note`: not right, and nothing in the way either. */
  readonly status: 'ok' | 'note' | 'fail';
  readonly detail: string;
  /** What to do about it, a command where there is one. */
  readonly mend?: string;
}

export function checkNode(): Check {
  const ok = Number(process.versions.node.split('.')[0]) >= 24;
  return { name: 'Node.js', status: ok ? 'ok' : 'fail', detail: process.version, mend: 'install Node.js 24 or newer' };
}

export async function checkDataDir({ dataDir }: Config): Promise<Check> {
  const name = 'data directory';
  const existing = await nearestFolder(dataDir);
  try {
    await access(existing, constants.W_OK | constants.X_OK);
    return { name, status: 'ok', detail: existing === dataDir ? dataDir : `${dataDir} (will be made)` };
  } catch {
    return {
      name,
      status: 'fail',
      detail: `${existing} cannot be written`,
      mend: `chown ${process.getuid?.() ?? '$USER'} '${existing}', or --data-dir DIR`,
    };
  }
}

async function nearestFolder(path: string): Promise<string> {
  const there = await access(path).then(
    () => true,
    () => false,
  );
  return there || dirname(path) === path ? path : nearestFolder(dirname(path));
}

export async function checkPort({ host, port }: Config): Promise<Check> {
  const name = 'port';
  const { promise, resolve } = Promise.withResolvers<Check>();
  const server = createServer();
  server.once('error', (error) =>
    resolve({ name, status: 'fail', detail: error.message, mend: '--port 0 takes any free port' }),
  );
  server.listen({ host, port, exclusive: true }, () => {
    server.close(() =>
      resolve({ name, status: 'ok', detail: port === 0 ? 'any free one' : `${host}:${port} is free` }),
    );
  });
  return promise;
}

export async function checkMasterKey({ masterKey, dataDir }: Config): Promise<Check> {
  const name = 'master key';
  if (masterKey !== undefined) return { name, status: 'ok', detail: 'given' };
  const file = masterKeyFile(dataDir);
  try {
    const kept = await readPrivateFile(file);
    return { name, status: 'ok', detail: kept === undefined ? `will be made in ${file}` : file };
  } catch (error) {
    return { name, status: 'fail', detail: reasonOf(error), mend: `chmod 600 '${file}'` };
  }
}

/** That certificate and key fit each other, the settings' own check has found. */
export async function checkTls({ tls, trustProxy }: Config): Promise<Check> {
  const name = 'TLS';
  if (tls === undefined)
    return { name, status: 'ok', detail: trustProxy === false ? 'off: loopback only' : 'ended by the proxy in front' };
  const { validTo, validToDate } = new X509Certificate(await readFile(tls.certFile));
  const valid = validToDate > new Date();
  return {
    name,
    status: valid ? 'ok' : 'fail',
    detail: `${tls.certFile}, valid until ${validTo}`,
    mend: 'renew the certificate',
  };
}

/** Your own MongoDB answers; or there is a way to an embedded one. */
export async function checkMongodb(config: Config, env: Environment): Promise<Check[]> {
  return config.mongodbUri === undefined
    ? checkEmbedded(config, env)
    : [await checkExternal(config.mongodbUri.reveal(), env)];
}

async function checkEmbedded({ mongod: mongodPath, cacheDir }: Config, env: Environment): Promise<Check[]> {
  const ways = await checkMongod({ mongodPath, cacheDir, env });
  // A program that was given is taken or refused; else one way is enough.
  const decisive = mongodPath === undefined ? ways : ways.filter(({ source }) => source === 'option');
  const best =
    decisive.find(({ result }) => result === 'works') ?? decisive.find(({ result }) => result === 'possible');
  return decisive.map(({ source, title, detail, mend }): Check => ({
    name: 'mongod',
    status: source === best?.source ? 'ok' : best === undefined ? 'fail' : 'note',
    detail: `${title}: ${detail}`,
    ...(mend !== undefined && best === undefined && { mend }),
  }));
}

async function checkExternal(uri: string, env: Environment): Promise<Check> {
  const name = 'MongoDB';
  const sources = createDataSources([{ name: ownDataSource, uri }], { readEnv: (variable) => env[variable] });
  try {
    await sources.get(ownDataSource).ping();
    return { name, status: 'ok', detail: 'answers' };
  } catch (error) {
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    return {
      name,
      status: 'fail',
      detail: reasonOf(cause),
      mend: 'check host, port, user and network of --mongodb-uri',
    };
  } finally {
    await sources.close();
  }
}

export function checkServe(sources: ConfigSources): Check {
  const name = 'serve';
  try {
    loadConfig({ ...sources, command: 'serve' });
    return { name, status: 'ok', detail: 'these settings are safe for production' };
  } catch (error) {
    return { name, status: 'note', detail: `would refuse to start: ${reasonOf(error)}` };
  }
}
