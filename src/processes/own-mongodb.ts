import { startMongod, type MongodSource } from '../mongod/index.ts';
import type { HttpSideOptions } from './http-side.ts';

/** The MongoDB that keeps the service's own data. */
export interface OwnMongodb {
  /** With credentials, or `env:NAME` or `file:/path`. */
  readonly uri: string;
  /** For people: which one it is, without secrets. */
  readonly description: string;
}

/** The setting's MongoDB, or the embedded one, which ends with the service's resources. */
export async function openOwnMongodb(
  { config, env, log }: HttpSideOptions,
  resources: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<OwnMongodb> {
  if (config.mongodbUri !== undefined) return { uri: config.mongodbUri.reveal(), description: 'yours (--mongodb-uri)' };
  const { dataDir, cacheDir, mongod: mongodPath } = config;
  const { uri, version, port, source } = resources.use(
    await startMongod({ dataDir, cacheDir, mongodPath, env, log, signal }),
  );
  return { uri, description: `embedded, ${version}, port ${port}, from ${sources[source]}` };
}

const sources = {
  option: '--mongod',
  path: 'PATH',
  cache: 'the cache',
  download: 'a download of the official build',
  wheel: 'the PyPI wheel',
} as const satisfies Record<MongodSource, string>;
