import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type Db } from 'mongodb';
import { cacheDirectory, processEnvironment } from '../../src/config/index.ts';
import { startMongod } from '../../src/mongod/index.ts';

/** A MongoDB of the benchmark's own, with the database that it fills. */
export interface Database extends AsyncDisposable {
  readonly uri: string;
  readonly version: string;
  /** Of mongod. */
  readonly pid: number;
  readonly client: MongoClient;
  readonly db: Db;
}

export const databaseName = 'bench';

/** Starts the embedded MongoDB, found as the service finds it, on an empty folder that is gone afterwards. */
export async function openDatabase(): Promise<Database> {
  const stack = new AsyncDisposableStack();
  const dataDir = mkdtempSync(join(tmpdir(), 'docgate-bench-'));
  stack.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  const mongod = stack.use(await startMongod({ dataDir, ...mongodSearch() }));
  const { uri, version, pid } = mongod;
  const kill = (): void => void process.kill(pid, 'SIGTERM');
  process.once('exit', kill);
  stack.defer(() => void process.off('exit', kill));
  const client = new MongoClient(uri);
  stack.defer(() => client.close());
  return { uri, version, pid, client, db: client.db(databaseName), [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

function mongodSearch() {
  const env = processEnvironment();
  const cacheDir = env['DOCGATE_CACHE_DIR'] ?? cacheDirectory(env);
  return { env, cacheDir, mongodPath: env['MONGOD'], log: { info: () => undefined, warn: () => undefined } };
}
