import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { findMongod } from '../../src/mongod/index.ts';
import { mongodSearch } from '../_harness/mongod.ts';

/** A mongod of a test's own, to be stopped, killed and started again. */
export interface LoopbackMongod {
  readonly host: string;
  readonly uri: string;
  start(): Promise<void>;
  /** Makes a replica set of one of a mongod that was started with `--replSet`. */
  initiate(name: string): Promise<void>;
  kill(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function makeLoopbackMongod(args: readonly string[] = []): Promise<LoopbackMongod> {
  const log = { info: () => undefined, warn: () => undefined };
  const { path } = await findMongod({ ...mongodSearch(), log });
  const folder = await mkdtemp(join(tmpdir(), 'docgate-standalone-'));
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const uri = `mongodb://${host}/`;
  let running: ChildProcess | undefined;

  async function kill(): Promise<void> {
    if (running === undefined) return;
    const ended = new Promise((resolve) => running?.once('exit', resolve));
    running.kill('SIGKILL');
    await ended;
    running = undefined;
  }
  return {
    host,
    uri,
    kill,
    initiate: (name) => initiate(uri, { _id: name, members: [{ _id: 0, host }] }),
    async start() {
      const place = ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1'];
      running = spawn(path, [...place, '--wiredTigerCacheSizeGB', '0.25', ...args], { stdio: 'ignore' });
      await answers(uri);
    },
    async [Symbol.asyncDispose]() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(uri: string): Promise<void> {
  const client = new MongoClient(uri, { directConnection: true, serverSelectionTimeoutMS: 30_000 });
  await client.db('admin').command({ ping: 1 });
  await client.close();
}

async function initiate(uri: string, config: object): Promise<void> {
  const client = new MongoClient(uri, { directConnection: true });
  const admin = client.db('admin');
  await admin.command({ replSetInitiate: config });
  while (!(await admin.command({ hello: 1 }))['isWritablePrimary'])
    await new Promise((resolve) => setTimeout(resolve, 50));
  await client.close();
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
