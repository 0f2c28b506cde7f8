import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import type { DataFiles } from './data-files.ts';
import { errorsInLog, logSince, logSize, rotateLog } from './log-file.ts';
import { MongodError } from './mongod-error.ts';
import { stopProcess } from './stop-process.ts';

export interface MongodOptions {
  readonly path: string;
  readonly port: number;
  /** Lets a local connection make the first user, as long as there is none. */
  readonly initialising: boolean;
}

export interface MongodExit {
  /** Null when a signal ended it. https://www.mongodb.com/docs/manual/reference/exit-codes/ */
  readonly code: number | null;
  /** For the log or the terminal: how it ended and what it wrote last. */
  readonly reason: string;
}

export interface MongodProcess {
  readonly pid: number;
  readonly exited: Promise<MongodExit>;
  /** SIGTERM, and SIGKILL to what is still there after `timeoutMs`. Resolves when the process is gone. */
  stop(timeoutMs?: number): Promise<void>;
}

/**
 * Starts mongod; it is not ready yet. In a group of its own, so that Ctrl-C reaches the service alone, which then stops
 * it in order.
 * @throws MongodError when it cannot be started at all.
 */
export function spawnMongod(files: DataFiles, options: MongodOptions): MongodProcess {
  rotateLog(files.log);
  const offset = logSize(files.log);
  const output = openSync(files.log, 'a', 0o600);
  const child = spawn(options.path, mongodArguments(files, options), {
    cwd: files.root,
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const exited = once(child, 'exit').then(([code, signal]: unknown[]) => describeExit(files, offset, code, signal));
  // A program that is gone again is reported by the missing pid.
  exited.catch(() => undefined);
  const { pid } = child;
  if (pid === undefined) throw new MongodError(`${options.path} cannot be started`);
  child.unref();
  return { pid, exited, stop: (timeoutMs) => stopProcess(pid, exited, timeoutMs) };
}

/** Pure: a single-node replica set on the loopback interface, with authentication. */
export function mongodArguments(files: DataFiles, { port, initialising }: MongodOptions): string[] {
  const settings = {
    // These two tell our mongod from any other process: see orphan.ts.
    dbpath: files.db,
    keyFile: files.keyFile,
    port: String(port),
    bind_ip: '127.0.0.1',
    replSet: 'docgate',
    logpath: files.log,
    logRotate: 'reopen',
    // By default the oplog may take five percent of the disk, and every start reads journal files of 100 MB through.
    oplogSize: '1024',
    wiredTigerEngineConfigString: 'log=(file_max=16MB)',
  };
  const switches = ['--auth', '--nounixsocket', '--logappend', '--quiet'];
  const parameters = ['diagnosticDataCollectionEnabled=false', `enableLocalhostAuthBypass=${initialising}`];
  return [
    ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    ...switches,
    ...parameters.flatMap((parameter) => ['--setParameter', parameter]),
  ];
}

function describeExit(files: DataFiles, offset: number, code: unknown, signal: unknown): MongodExit {
  const end = typeof code === 'number' ? `exit status ${code}` : String(signal);
  const errors = errorsInLog(logSince(files.log, offset));
  const reason = [`mongod ended (${end})`, ...errors].join('\n  ');
  return { code: typeof code === 'number' ? code : null, reason: `${reason}\n  see ${files.log}` };
}
