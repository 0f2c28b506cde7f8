import { openDatabase } from './database.ts';
import { fillDocuments, workloads } from './documents.ts';
import { figuresOf, measureInTurns, ratio, type Measurements, type Task } from './in-turns.ts';
import { generator, load, warmUp, type Workload } from './load.ts';
import { profileService, type Subject } from './profile.ts';
import { startBareServer, startService } from './server.ts';
import { atLeast, type BenchOptions, type Check, type SuiteResult } from './suite.ts';

/** At least this many times the requests a second and core: CPU of the other server a request / CPU of ours. */
const targets = [
  { workload: 'read-one', against: 'naive', least: 1.1 },
  { workload: 'read-one', against: 'limit', least: 0.7 },
  { workload: 'find-100', against: 'naive', least: 1.8 },
  { workload: 'find-100', against: 'limit', least: 0.85 },
  { workload: 'insert-one', against: 'naive', least: 0.85 },
];

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
  const measured = await measureInTurns(database, servers, workloads.map(toTask), options, { rounds: 7, seconds: 4 });
  return {
    title: `Collection REST, 50 connections by ${generator}, one process each, MongoDB ${database.version}`,
    rows: workloads.flatMap(({ name }) =>
      servers.map((server) => ({ workload: name, server: server.name, ...figuresOf(measured, name, server.name) })),
    ),
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

function toTask(workload: Workload): Task {
  return { name: workload.name, on: () => workload };
}

function checkOf({ workload, against, least }: (typeof targets)[number], measured: Measurements): Check {
  return atLeast(`${workload}, × ${against}`, ratio(measured, workload, against, 'docgate'), least);
}
