import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { owner } from './owner.ts';
import { docdb } from './mounts.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    serviceUrl: string;
    /** The file that the service's log lines go to. */
    serviceLog: string;
  }
}

/** Starts one service with two workers for the whole run, as a user would, on the run's MongoDB. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'docgate-service-'));
  const port = await freePort();
  const config = join(folder, 'docgate.json');
  const dataSources = [{ name: 'gone', uri: 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=300' }];
  await writeFile(config, JSON.stringify({ docdb, dataSources }));
  const log = join(folder, 'service.log');
  const output = await open(log, 'a');
  const service = spawn(
    process.execPath,
    [
      'src/main.ts',
      'serve',
      '--workers',
      '2',
      '--port',
      String(port),
      '--config',
      config,
      '--data-dir',
      join(folder, 'data'),
    ],
    {
      stdio: ['ignore', output.fd, output.fd],
      env: {
        ...process.env,
        MONGODB_URI: project.getProvidedContext().mongodbUri,
        DOCGATE_MASTER_KEY: 'k'.repeat(40),
        DOCGATE_BOOTSTRAP_PUBLIC_KEY: owner.publicKey,
        DOCGATE_BOOTSTRAP_PRIVATE_KEY: owner.privateKey,
      },
    },
  );
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url, service, log);
  project.provide('serviceUrl', url);
  project.provide('serviceLog', log);
  return async () => {
    await stop(service);
    await output.close();
    await rm(folder, { recursive: true, force: true });
  };
}

async function untilReady(url: string, service: ChildProcess, log: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (service.exitCode !== null) throw new Error(`the service ended at start (${service.exitCode}); see ${log}`);
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the service did not become ready; see ${log}`);
}

async function stop(service: ChildProcess): Promise<void> {
  if (service.exitCode !== null) return;
  const ended = new Promise((resolve) => service.once('exit', resolve));
  service.kill('SIGTERM');
  await ended;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
