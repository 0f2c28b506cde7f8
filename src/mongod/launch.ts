import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { initialise, resume } from './admin-client.ts';
import { type DataFiles, writePrivately } from './data-files.ts';
import { MongodError } from './mongod-error.ts';
import { type MongodExit, type MongodProcess, spawnMongod } from './mongod-process.ts';
import { processStart } from './process-identity.ts';
import { readRecord, writeRecord } from './record.ts';

/** Longest time in milliseconds from the start of a mongod until it takes writes; recovery after a crash is in it. */
const readyTimeoutMs = 120_000;

/** https://www.mongodb.com/docs/manual/reference/exit-codes/ */
const exitCodes = { addressInUse: 48, incompatibleFiles: 62 } as const;

export interface LaunchOptions {
  readonly files: DataFiles;
  readonly path: string;
  readonly version: string;
  readonly port: number;
  readonly password: string;
  readonly signal: AbortSignal;
}

/** Another program has taken the port between the choice and the start. */
export class PortTaken extends MongodError {}

/**
 * Starts mongod on the data directory, and resolves when it takes writes; on failure or abort no process is left.
 * @throws MongodError with the last errors of mongod's log; PortTaken.
 */
export async function launch(options: LaunchOptions): Promise<MongodProcess> {
  const { files, path, version, port } = options;
  const initialising = prepareDatabase(files);
  const mongod = spawnMongod(files, { path, port, initialising });
  const running = { port, process: { pid: mongod.pid, start: processStart(mongod.pid) ?? '' } };
  // A program that fails on the data has not opened them: until it is ready the record names the one before.
  writeRecord(files, { version, path, ...readRecord(files), ...running });
  try {
    await makeReady({ ...options, signal: readySignal(mongod, options) }, initialising);
    writeRecord(files, { version, path, ...running });
    return mongod;
  } catch (error) {
    await mongod.stop();
    throw error;
  }
}

/**
 * A first start that was cut short is done over from nothing: nobody had the address yet, so nothing is lost.
 * @returns whether the database is a new one.
 */
function prepareDatabase({ db, initialising }: DataFiles): boolean {
  if (existsSync(db) && !existsSync(initialising)) return false;
  writePrivately(initialising, '');
  rmSync(db, { recursive: true, force: true });
  mkdirSync(db, { mode: 0o700 });
  return true;
}

async function makeReady({ files, version, ...target }: LaunchOptions, initialising: boolean): Promise<void> {
  if (!initialising) return await resume(target, version);
  await initialise(target);
  rmSync(files.initialising);
}

/** Aborts when the wait for mongod has become vain, and says why. */
function readySignal(mongod: MongodProcess, { files, signal }: LaunchOptions): AbortSignal {
  const ended = new AbortController();
  void mongod.exited.then((exit) => ended.abort(explainExit(exit)));
  const tooLong = new MongodError(`mongod is not ready after ${readyTimeoutMs / 1000} s`, `See ${files.log}`);
  setTimeout(() => ended.abort(tooLong), readyTimeoutMs).unref();
  return AbortSignal.any([signal, ended.signal]);
}

function explainExit({ code, reason }: MongodExit): MongodError {
  if (code === exitCodes.addressInUse) return new PortTaken(reason);
  if (code !== exitCodes.incompatibleFiles) return new MongodError(reason);
  return new MongodError(reason, 'Start with --mongod PATH of a mongod of the series that wrote the data.');
}
