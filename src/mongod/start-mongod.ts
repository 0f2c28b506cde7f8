import { connectionString } from './admin-client.ts';
import { type DataFiles, openDataFiles, readOrMakeSecret } from './data-files.ts';
import { findMongod } from './find-mongod.ts';
import { freePort } from './free-port.ts';
import { launch, type LaunchOptions, PortTaken } from './launch.ts';
import { lockDataDir } from './lock-data-dir.ts';
import { rotateLog } from './log-file.ts';
import type { MongodProcess } from './mongod-process.ts';
import { stopOrphan } from './orphan.ts';
import { readRecord, writeRecord } from './record.ts';
import type { SearchOptions } from './search-options.ts';
import { type MongodState, Supervisor } from './supervisor.ts';
import { requireNotOlder } from './version.ts';
import type { MongodSource } from './ways.ts';

export interface StartOptions extends SearchOptions {
  /** Everything is kept under `<dataDir>/mongod`. */
  readonly dataDir: string;
  /** Called when mongod has died (`restarting`), is back (`running`), or was stopped. */
  readonly onStateChange?: (state: MongodState) => void;
}

/** A running single-node replica set that this process owns. */
export interface EmbeddedMongod extends AsyncDisposable {
  /** With credentials; stays valid when mongod is restarted. */
  readonly uri: string;
  readonly port: number;
  /** Of the present process; another one after a restart. */
  readonly pid: number;
  readonly version: string;
  readonly source: MongodSource;
  /** Stops mongod and waits until its process is gone. */
  stop(): Promise<void>;
}

const logCheckMs = 10 * 60_000;

/**
 * Starts the embedded MongoDB on a data directory, and resolves when it takes writes. It is started again when it dies.
 * @throws MongodError that says what to do: directory in use, no mongod that works, mongod older than the data, mongod's own errors.
 */
export async function startMongod(options: StartOptions): Promise<EmbeddedMongod> {
  await using steps = new AsyncDisposableStack();
  const files = openDataFiles(options.dataDir);
  steps.use(lockDataDir(files.root));
  const record = readRecord(files);
  await stopOrphan(files, options.log);
  const found = await findMongod(options);
  requireNotOlder(found, record);

  const stopping = new AbortController();
  const { path, version, source } = found;
  const password = prepareSecrets(files);
  const common = { files, path, version, password };
  const { mongod, port } = await firstLaunch({ ...common, signal: options.signal ?? stopping.signal }, record?.port);
  if (record !== undefined && record.port !== port) {
    options.log.warn({ port }, `port ${record.port} is taken; the embedded MongoDB moved to ${port}`);
  }
  const supervisor = new Supervisor(mongod, {
    relaunch: async () => await launch({ ...common, port, signal: stopping.signal }),
    onStateChange: options.onStateChange,
    log: options.log,
    stopping,
  });
  steps.defer(() => writeRecord(files, { version, path, port }));
  steps.defer(async () => await supervisor.stop());
  steps.use(keepLogSmall(files, supervisor));
  return embedded(steps.move(), supervisor, { uri: connectionString(port, password), port, version, source });
}

/** @returns the password of the service's user; makes it and the key file on the first start. */
function prepareSecrets(files: DataFiles): string {
  readOrMakeSecret(files.keyFile);
  return readOrMakeSecret(files.password);
}

/** On the port of the last start when that is free, so that connection strings noted elsewhere stay valid. */
async function firstLaunch(
  options: Omit<LaunchOptions, 'port'>,
  lastPort: number | undefined,
  tries = 3,
): Promise<{ mongod: MongodProcess; port: number }> {
  const port = await freePort(lastPort);
  try {
    return { mongod: await launch({ ...options, port }), port };
  } catch (error) {
    if (!(error instanceof PortTaken) || tries <= 1) throw error;
    return await firstLaunch(options, undefined, tries - 1);
  }
}

/** mongod opens its log file again on SIGUSR1. https://www.mongodb.com/docs/manual/tutorial/rotate-log-files/ */
function keepLogSmall(files: DataFiles, supervisor: Supervisor): Disposable {
  const timer = setInterval(() => {
    if (rotateLog(files.log)) supervisor.signal('SIGUSR1');
  }, logCheckMs).unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

function embedded(
  steps: AsyncDisposableStack,
  supervisor: Supervisor,
  facts: Pick<EmbeddedMongod, 'uri' | 'port' | 'version' | 'source'>,
): EmbeddedMongod {
  let stopped: Promise<void> | undefined;
  const stop = async () => await (stopped ??= steps.disposeAsync());
  return {
    ...facts,
    get pid() {
      return supervisor.pid;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
