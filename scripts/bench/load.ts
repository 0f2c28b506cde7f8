import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cpuMicroseconds } from './cpu.ts';
import type { Server } from './server.ts';

/** Requests of one kind; each is sent to a random one of the paths. */
export interface Workload {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly paths: readonly string[];
  /** JSON text. */
  readonly body?: string;
}

export interface Measurement {
  readonly requests: number;
  /** Of all processes of the server, a request. */
  readonly cpuUs: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What a generator of load has seen. */
export interface LoadAnswer {
  readonly requests: number;
  readonly failed: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export const connections = 50;

/** Loads a server for some seconds from a process of its own. @throws Error when a request fails: then no figure is worth anything. */
export async function load(server: Server, workload: Workload, seconds: number): Promise<Measurement> {
  await rememberCredentials(server, workload);
  return measure(server, workload.name, () => send(server, workload, seconds));
}

/** What the server used while a load ran. @throws Error when a request fails */
export async function measure(server: Server, what: string, run: () => Promise<LoadAnswer>): Promise<Measurement> {
  const before = cpuMicroseconds(server.pid);
  const { requests, failed, seconds: took, p50Ms, p99Ms } = await run();
  const cpu = cpuMicroseconds(server.pid) - before;
  if (failed > 0 || requests === 0)
    throw new Error(`${server.name}, ${what}: ${failed} of ${requests} requests failed`);
  return { requests, cpuUs: cpu / requests, requestsPerSecond: requests / took, p50Ms, p99Ms };
}

/** A password that comes for the first time in a minute is hashed, which is no part of what a request costs. */
async function rememberCredentials(server: Server, { method, paths: [path = '/'], body }: Workload): Promise<void> {
  const headers = { [server.header]: server.authorization, ...(body && { 'content-type': 'application/json' }) };
  const response = await fetch(server.url + path, { method, headers, ...(body && { body }) });
  await response.arrayBuffer();
}

/** After so many requests V8 has settled on how to compile what they need: before, half of the processor's time goes into that. */
export const settledAfter = 15_000;

/** Loads a server until its code is compiled for the workload, however long that takes on a busy machine. */
export async function warmUp(server: Server, workload: Workload): Promise<void> {
  let sent = 0;
  while (sent < settledAfter) sent += (await load(server, workload, 2)).requests;
}

/** What sends the requests: `wrk` where it is installed, since it leaves the servers more of the machine. */
export const generator = hasWrk() ? 'wrk' : 'autocannon';

async function send({ url, header, authorization }: Server, workload: Workload, seconds: number): Promise<LoadAnswer> {
  const folder = mkdtempSync(join(tmpdir(), 'docgate-load-'));
  try {
    const paths = join(folder, 'paths');
    const body = join(folder, 'body.json');
    writeFileSync(paths, `${workload.paths.join('\n')}\n`);
    writeFileSync(body, workload.body ?? '');
    const request = [
      workload.method,
      paths,
      `${header}: ${authorization}`,
      ...(workload.body === undefined ? [] : [body]),
    ];
    const [program, ...options] = generator === 'wrk' ? wrk(url, seconds) : autocannon(url, seconds);
    const { stdout } = await promisify(execFile)(program, [...options, ...request]);
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as LoadAnswer;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type CommandLine = readonly [program: string, ...options: string[]];

function wrk(url: string, seconds: number): CommandLine {
  const script = fileURLToPath(new URL('load.lua', import.meta.url));
  return ['wrk', '-t1', '--timeout', '30s', `-c${connections}`, `-d${seconds}s`, '-s', script, url, '--'];
}

function autocannon(url: string, seconds: number): CommandLine {
  const script = fileURLToPath(new URL('load-autocannon.ts', import.meta.url));
  return [process.execPath, script, url, String(seconds)];
}

function hasWrk(): boolean {
  try {
    execFileSync('wrk', ['-v'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    // It is there, and answers its version with status 1.
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}
