import { fork, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, openSync, closeSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KeyPair } from './digest-client.ts';

/** A server under load, in a process of its own. */
export interface Server extends AsyncDisposable {
  readonly name: string;
  readonly pid: number;
  readonly url: string;
  /** The header that all requests carry, `Authorization` unless said, and its value. */
  readonly header: string;
  readonly authorization: string;
}

/** Owns the service and its first organization; made at the first start on an empty store. */
export const ownerKey: KeyPair = { publicKey: 'benchown', privateKey: randomUUID() };

const user = { username: 'bench', password: 'bench-password' };
const authorization = `Basic ${Buffer.from(`${user.username}:${user.password}`).toString('base64')}`;

/** One of the benchmark's own servers, `servers/<name>.ts`: it sends its port when it listens. */
export async function startBareServer(name: string, ...args: string[]): Promise<Server> {
  const program = fileURLToPath(new URL(`servers/${name}.ts`, import.meta.url));
  const child = fork(program, args, { env: { ...process.env, NODE_ENV: 'production' } });
  const [port] = (await Promise.race([once(child, 'message'), failure(child, name)])) as [number];
  return serverOf(name, child, port);
}

export interface ServiceOptions {
  /** Absent: the service's embedded MongoDB. */
  readonly mongodbUri?: string;
  readonly dataDir?: string;
  /** Options of Node for the service's process. */
  readonly execArgv?: readonly string[];
}

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** The service as production runs it, in one process; its log at level info, access log and all, goes to a file. */
export async function startService({ mongodbUri, dataDir, execArgv = [] }: ServiceOptions): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'docgate-bench-'));
  const [config, logFile] = [join(folder, 'docgate.json'), join(folder, 'service.log')];
  writeFileSync(config, JSON.stringify({ docdb: { mounts: [{ users: [user] }] } }));
  const port = await freePort();
  const flags = ['--workers', '1', '--port', String(port), '--config', config, '--data-dir', dataDir ?? folder];
  const output = openSync(logFile, 'a');
  const child = spawn(process.execPath, [...execArgv, main, 'serve', ...flags], {
    stdio: ['ignore', output, output],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DOCGATE_MASTER_KEY: 'k'.repeat(40),
      DOCGATE_BOOTSTRAP_PUBLIC_KEY: ownerKey.publicKey,
      DOCGATE_BOOTSTRAP_PRIVATE_KEY: ownerKey.privateKey,
      MONGODB_URI: mongodbUri,
    },
  });
  closeSync(output);
  const server = serverOf('docgate', child, port, () => rmSync(folder, { recursive: true, force: true }));
  try {
    await Promise.race([untilReady(server.url), failure(child, server.name)]);
  } catch (error) {
    const log = readFileSync(logFile, 'utf8');
    await server[Symbol.asyncDispose]();
    throw new Error(`docgate does not start:\n${log}`, { cause: error });
  }
  return server;
}

function serverOf(name: string, child: ChildProcess, port: number, cleanUp = (): void => undefined): Server {
  const kill = (): void => void child.kill('SIGTERM');
  process.once('exit', kill);
  return {
    name,
    pid: child.pid as number,
    url: `http://127.0.0.1:${port}`,
    header: 'Authorization',
    authorization,
    async [Symbol.asyncDispose]() {
      process.off('exit', kill);
      if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit');
      cleanUp();
    },
  };
}

async function failure(child: ChildProcess, name: string): Promise<never> {
  const [status] = (await once(child, 'exit')) as [number | null];
  throw new Error(`${name} ended with status ${status}`);
}

async function untilReady(url: string): Promise<void> {
  const isReady = (): Promise<boolean> =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, 10));
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
