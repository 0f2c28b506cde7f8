import { hostname } from 'node:os';
import { openMasterKey, Secret } from '../secrets/index.ts';
import { publishBootstrap, type BootstrapOutcome } from '../store/index.ts';
import { startBackground } from './background.ts';
import { takeDataDir } from './data-dir.ts';
import type { DocdbUser } from './docdb-user.ts';
import type { HttpSideOptions } from './http-side.ts';
import { openInProcess } from './in-process.ts';
import { startMounts } from './mounts.ts';
import { openOwnMongodb } from './own-mongodb.ts';
import { prepareOwnStore } from './own-store.ts';
import { aborted, listenForStop, rejectWhenAborted } from './stop-signals.ts';
import { openWorkerPool } from './worker-pool.ts';

export interface RunOptions extends HttpSideOptions {
  /** Called once, when requests are answered. */
  readonly onListening: (report: StartReport) => void | Promise<void>;
}

/** What there is to tell when the service has started. */
export interface StartReport {
  readonly url: string;
  readonly mongodb: string;
  readonly bootstrap: BootstrapOutcome;
  readonly mountPaths: readonly string[];
  readonly generatedUser?: DocdbUser;
}

/** How long running requests may take to end when the service stops. */
const graceMs = 10_000;

/** Runs the service until it is told to stop, then takes it down in order. @throws Error that says why it cannot start. */
export async function runService(options: RunOptions): Promise<void> {
  using stop = listenForStop(options.log);
  {
    await using resources = new AsyncDisposableStack();
    try {
      await options.onListening(await start(options, resources, stop.signal));
      await aborted(stop.signal);
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    }
  }
  options.log.info('stopped');
}

/** Every step leaves its undoing in `resources`, which end in reverse order: background work, HTTP, MongoDB, the data directory. */
async function start(options: RunOptions, resources: AsyncDisposableStack, signal: AbortSignal): Promise<StartReport> {
  const { config } = options;
  resources.use(await takeDataDir(config.dataDir));
  const masterKey = await openMasterKey({ given: config.masterKey, dataDir: config.dataDir });
  const database = resources.use(new AsyncDisposableStack());
  // Loading the HTTP side and hashing passwords take about as long as mongod takes to start.
  const http = config.workers > 1 ? openWorkerPool(options) : openInProcess(options);
  resources.defer(() => http.close(graceMs));
  const hashing = startMounts(config);
  hashing.catch(() => undefined);
  const mongodb = await openOwnMongodb(options, database, signal);
  const { mounts, generatedUser } = await hashing;
  const place = `${hostname()}:${config.dataDir}`;
  const bootstrap = await prepareOwnStore(options, { mongodb, masterKey, mounts, place });
  signal.throwIfAborted();
  resources.use(await startBackground(options, { mongodb, masterKey }));
  const access = { mongodbUri: new Secret(mongodb.uri), masterKey };
  const { url } = await Promise.race([http.listen(access), rejectWhenAborted(signal)]);
  if (bootstrap.ownerKey !== undefined) await publishBootstrap(config.dataDir);
  const mountPaths = mounts.map(({ path }) => path);
  return { url, mongodb: mongodb.description, bootstrap, mountPaths, ...(generatedUser && { generatedUser }) };
}
