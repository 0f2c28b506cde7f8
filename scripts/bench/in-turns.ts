import type { Database } from './database.ts';
import { load, warmUp, type Measurement, type Workload } from './load.ts';
import type { Server } from './server.ts';
import { median, progress, round, type BenchOptions, type Row } from './suite.ts';

/** What all servers are asked to do. */
export interface Task {
  readonly name: string;
  /** The same request, as this server wants it. */
  readonly on: (server: Server) => Workload;
}

/** What came of it, by task and server. */
export type Measurements = Map<string, Measurement[]>;

/** Measures every task on every server, in turns. @param full rounds and seconds a measurement, unless it shall be quick */
export async function measureInTurns(
  { db }: Database,
  servers: readonly Server[],
  tasks: readonly Task[],
  { quick }: BenchOptions,
  full: { readonly rounds: number; readonly seconds: number },
): Promise<Measurements> {
  const { rounds, seconds } = quick ? { rounds: 1, seconds: 1 } : full;
  const measured: Measurements = new Map();
  for (const { name, on } of tasks) {
    if (!quick) for (const server of servers) await warmUp(server, on(server));
    for (let turn = 1; turn <= rounds; turn++) {
      for (const server of servers) {
        // Each server inserts into an empty collection.
        await db.collection('inserted').drop();
        const result = await load(server, on(server), seconds);
        const key = keyOf(name, server.name);
        measured.set(key, [...(measured.get(key) ?? []), result]);
        progress(`${turn}/${rounds} ${key}: ${result.cpuUs.toFixed(0)} µs CPU`);
      }
    }
  }
  return measured;
}

/** The medians of a task on a server, for a table. */
export function figuresOf(measured: Measurements, task: string, server: string): Row {
  return {
    'CPU µs/request': round(middle(measured, task, server, 'cpuUs')),
    'requests/s': Math.round(middle(measured, task, server, 'requestsPerSecond')),
    'p50 ms': round(middle(measured, task, server, 'p50Ms')),
    'p99 ms': round(middle(measured, task, server, 'p99Ms')),
  };
}

/** How often one server's processor time holds the other's: the median of the rounds, since what else the machine does changes from one to the next. */
export function ratio(measured: Measurements, task: string, server: string, other: string): number {
  const theirs = measured.get(keyOf(task, other)) ?? [];
  return median(
    (measured.get(keyOf(task, server)) ?? []).map(({ cpuUs }, turn) => cpuUs / (theirs[turn]?.cpuUs ?? NaN)),
  );
}

/** The median of one figure. */
function middle(measured: Measurements, task: string, server: string, what: keyof Measurement): number {
  return median((measured.get(keyOf(task, server)) ?? []).map((one) => one[what]));
}

function keyOf(task: string, server: string): string {
  return `${task} ${server}`;
}
