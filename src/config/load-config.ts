import { readConfigFile, type ConfigFile } from './config-file.ts';
import type { Config, DataSourceSettings, MountSettings } from './config.ts';
import type { Environment } from './environment.ts';
import type { ConfigSources } from './config-sources.ts';
import { connectionString, path } from './kinds.ts';
import { mountPath, ownDataSource, readMount } from './mount-settings.ts';
import { readConfigPath, readSettings } from './read-settings.ts';
import { checkSafety } from './safety.ts';
import { Secret } from '../secrets/index.ts';
import { StartError } from './start-error.ts';
import { reasonOf } from './reason.ts';

/** Reads, checks and freezes all settings. @throws StartError with the mend. */
export function loadConfig(sources: ConfigSources): Config {
  const filePath = readConfigPath(sources);
  const file = filePath === undefined ? undefined : readConfigFile(filePath);
  const {
    tlsCert,
    tlsKey,
    bootstrapPublicKey,
    bootstrapPrivateKey,
    config: configFile,
    ...plain
  } = readSettings(sources, file);
  const dataSources = readDataSources(file, sources.env);
  const config: Config = {
    ...plain,
    command: sources.command,
    configFile,
    tls: both('--tls-cert', tlsCert, '--tls-key', tlsKey, (certFile, keyFile) => ({ certFile, keyFile })),
    bootstrapKey: both(
      'DOCGATE_BOOTSTRAP_PUBLIC_KEY',
      bootstrapPublicKey,
      'DOCGATE_BOOTSTRAP_PRIVATE_KEY',
      bootstrapPrivateKey,
      (publicKey, privateKey) => ({ publicKey, privateKey }),
    ),
    dataSources,
    mounts: readMounts(file, sources.env, dataSources, plain.database),
  };
  checkSafety(config);
  return freeze(config);
}

function both<A, B, Result>(
  nameA: string,
  a: A | undefined,
  nameB: string,
  b: B | undefined,
  join: (a: A, b: B) => Result,
): Result | undefined {
  if (a === undefined && b === undefined) return undefined;
  if (a !== undefined && b !== undefined) return join(a, b);
  throw new StartError(`${nameA} and ${nameB} belong together: give both, or neither`);
}

function readDataSources(file: ConfigFile | undefined, env: Environment): DataSourceSettings[] {
  const names = new Set([ownDataSource]);
  return (file?.content.dataSources ?? []).map(({ name, uri, caFile, ...rest }, index) => {
    const place = `${file?.path}: dataSources[${index}]`;
    if (names.has(name)) {
      const reason = name === ownDataSource ? "is the service's own MongoDB" : 'is there twice';
      throw new StartError(`${place}.name: ${name} ${reason}; choose another name`);
    }
    names.add(name);
    const context = { directory: file?.directory ?? '.', env };
    try {
      return {
        name,
        uri: connectionString.parse(uri, context),
        ...(caFile !== undefined && { caFile: path.parse(caFile, context) }),
        ...rest,
      };
    } catch (cause) {
      throw new StartError(`${place}.uri ${reasonOf(cause)}`, { cause });
    }
  });
}

function readMounts(
  file: ConfigFile | undefined,
  env: Environment,
  dataSources: readonly DataSourceSettings[],
  serviceDatabase: string,
) {
  const paths = new Map<string, number>();
  return file?.content.docdb?.mounts?.map((raw, index): MountSettings => {
    const fail = (place: string, message: string): never => {
      throw new StartError(`${file.path}: docdb.mounts[${index}]${place}: ${message}`);
    };
    const names = [ownDataSource, ...dataSources.map(({ name }) => name)];
    const mount = readMount(raw, { directory: file.directory, env, dataSources: names, serviceDatabase, fail });
    const former = paths.get(mountPath(mount));
    if (former !== undefined)
      fail('', `opens ${mountPath(mount)}, as docdb.mounts[${former}] does; put their users and methods together`);
    paths.set(mountPath(mount), index);
    return mount;
  });
}

function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !(value instanceof Secret)) {
    for (const member of Object.values(value)) freeze(member);
    Object.freeze(value);
  }
  return value;
}
