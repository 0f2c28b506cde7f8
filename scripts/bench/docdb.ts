import { openDatabase, type Database } from './database.ts';
import { fillDocuments, workloads } from './documents.ts';
import { generator, load, warmUp, type Measurement, type Workload } from './load.ts';
import { profileService, type Subject } from './profile.ts';
import { startBareServer, startService, type Server } from './server.ts';
import {
  atLeast,
  median,
  progress,
  round,
  type BenchOptions,
  type Check,
  type Row,
  type SuiteResult,
} from './suite.ts';

/** At least this many times the requests a second and core: CPU of the other server a request / CPU of ours. */
const targets = [
  { workload: 'read-one', against: 'naive', ratio: 1.1 },
  { workload: 'read-one', against: 'limit', ratio: 0.7 },
  { workload: 'find-100', against: 'naive', ratio: 1.8 },
  { workload: 'find-100', against: 'limit', ratio: 0.85 },
  { workload: 'insert-one', against: 'naive', ratio: 0.85 },
];

/** Measurements by server and workload. */
type Measurements = Map<string, Measurement[]>;

/** The collection REST against two servers of the same URLs, on one MongoDB, in turns. */
export async function docdb(options: BenchOptions): Promise<SuiteResult> {
  await using database = await openDatabase();
  await fillDocuments(database.db);
  if (options.profile) return await profileService(database, workloads.map(toSubject));
  await using stack = new AsyncDisposableStack();
  const servers = [
    stack.use(await startService({ mongodbUri: database.uri })),
    stack.use(await startBareServer('naive', database.uri)),
    stack.use(await startBareServer('limit', database.uri)),
  ];
  const measured = await measure(database, servers, options);
  return {
    title: `Collection REST, 50 connections by ${generator}, one process each, MongoDB ${database.version}`,
    rows: workloads.flatMap(({ name }) => servers.map((server) => rowOf(name, server.name, measured))),
    checks: targets.map((target) => checkOf(target, measured)),
  };
}

function toSubject(workload: Workload): Subject {
  return {
    name: workload.name,
    warmUp: (server) => warmUp(server, workload),
    load: (server, seconds) => load(server, workload, seconds),
  };
}

async function measure(database: Database, servers: readonly Server[], { quick }: BenchOptions): Promise<Measurements> {
  const [rounds, seconds] = quick ? [1, 1] : [7, 4];
  const measured: Measurements = new Map();
  for (const workload of workloads) {
    if (!quick) for (const server of servers) await warmUp(server, workload);
    for (let turn = 1; turn <= rounds; turn++) {
      for (const server of servers) {
        const result = await run(database, server, workload, seconds);
        const key = keyOf(workload.name, server.name);
        measured.set(key, [...(measured.get(key) ?? []), result]);
        progress(`${turn}/${rounds} ${key}: ${result.cpuUs.toFixed(0)} µs CPU`);
      }
    }
  }
  return measured;
}

async function run({ db }: Database, server: Server, workload: Workload, seconds: number): Promise<Measurement> {
  // Each server inserts into an empty collection.
  await db.collection('inserted').drop();
  return load(server, workload, seconds);
}

function rowOf(workload: string, server: string, measured: Measurements): Row {
  return {
    workload,
    server,
    'CPU µs/request': round(middle(measured, workload, server, 'cpuUs')),
    'requests/s': Math.round(middle(measured, workload, server, 'requestsPerSecond')),
    'p50 ms': round(middle(measured, workload, server, 'p50Ms')),
    'p99 ms': round(middle(measured, workload, server, 'p99Ms')),
  };
}

function checkOf({ workload, against, ratio }: (typeof targets)[number], measured: Measurements): Check {
  const [theirs, ours] = [against, 'docgate'].map((server) => middle(measured, workload, server, 'cpuUs'));
  return atLeast(`${workload}, × ${against}`, (theirs as number) / (ours as number), ratio);
}

function middle(measured: Measurements, workload: string, server: string, what: keyof Measurement): number {
  return median((measured.get(keyOf(workload, server)) ?? []).map((one) => one[what]));
}

function keyOf(workload: string, server: string): string {
  return `${workload} ${server}`;
}
