import { cpuMicroseconds } from './cpu.ts';
import { openDatabase, type Database } from './database.ts';
import { loadByDigest, warmUpByDigest, type DigestLoad, type Mode } from './digest-load.ts';
import { connections, type Measurement } from './load.ts';
import { profileService, type Subject } from './profile.ts';
import { fillProjects, pageTarget, type Projects } from './projects.ts';
import { ownerKey, startBareServer, startService, type Server } from './server.ts';
import { atMost, median, progress, round, type BenchOptions, type Check, type Row, type SuiteResult } from './suite.ts';

const storeName = 'docgate';
const [firstLegMs, pageMs, lastPage] = [0.2, 50, 900];

/** One row: a load, and who bears it. */
interface Case {
  readonly workload: string;
  readonly server: Server;
  readonly load: DigestLoad;
}

/** The admin API: one project by digest beside a bare server, the leg that asks for the challenge, and a page far back in a long list. */
export async function admin(options: BenchOptions): Promise<SuiteResult> {
  await using database = await openDatabase();
  await using stack = new AsyncDisposableStack();
  const service = stack.use(await startService({ mongodbUri: database.uri }));
  progress('making projects');
  const projects = await fillProjects(service, database.client.db(storeName), 100_000);
  if (options.profile) return await profileAdmin(database, projects);
  const bare = stack.use(await startBareServer('project', database.uri));
  const single = singleCases(service, bare, projects);
  const pages = pageCases(service, projects);
  const measured = await measure(database, single, pages, options);
  return {
    title: `Admin API, ${connections} connections (pages: one), one process each, MongoDB ${database.version}`,
    rows: [...single, ...pages].map((one) => rowOf(one, measured.get(one) ?? [])),
    checks: checksOf(single, pages, measured),
  };
}

function singleCases(service: Server, bare: Server, { targets }: Projects): Case[] {
  const load = { paths: targets, pair: ownerKey, connections };
  return [
    { workload: 'get-project, both legs', server: service, load: { ...load, mode: 'signed' } },
    { workload: 'get-project, first leg alone', server: service, load: { ...load, mode: 'challenge' } },
    { workload: 'get-project', server: bare, load: { ...load, mode: 'open' } },
  ];
}

function pageCases(service: Server, { orgId, organizationKey }: Projects): Case[] {
  const uncounted = '&includeCount=false';
  const lists = [
    { workload: 'service owner', pair: ownerKey, target: pageTarget(lastPage) },
    {
      workload: 'service owner, includeCount=false',
      pair: ownerKey,
      target: pageTarget(lastPage, { more: uncounted }),
    },
    { workload: 'service owner, organization', pair: ownerKey, target: pageTarget(lastPage, { orgId }) },
    { workload: 'organization owner', pair: organizationKey, target: pageTarget(lastPage) },
    { workload: 'organization owner, organization', pair: organizationKey, target: pageTarget(lastPage, { orgId }) },
    { workload: 'organization owner, first page', pair: organizationKey, target: pageTarget(1) },
  ];
  return lists.map(({ workload, pair, target }) => ({
    workload: `page ${lastPage}, ${workload}`.replace(/^page \d+, (.*), first page$/, 'page 1, $1'),
    server: service,
    load: { mode: 'signed', paths: [target], pair, connections: 1 },
  }));
}

interface Measured extends Measurement {
  /** Of mongod, a call. */
  readonly mongodUs: number;
}

type MeasuredCases = Map<Case, Measured[]>;

async function measure(
  { pid }: Database,
  single: readonly Case[],
  pages: readonly Case[],
  { quick }: BenchOptions,
): Promise<MeasuredCases> {
  const [rounds, seconds] = quick ? [1, 1] : [7, 4];
  const measured: MeasuredCases = new Map();
  if (!quick) for (const { server, load } of single) await warmUpByDigest(server, load);
  for (let turn = 1; turn <= rounds; turn++) {
    for (const one of [...single, ...pages]) {
      const before = cpuMicroseconds(pid);
      const result = await loadByDigest(one.server, one.load, seconds);
      const mongodUs = (cpuMicroseconds(pid) - before) / result.requests;
      measured.set(one, [...(measured.get(one) ?? []), { ...result, mongodUs }]);
      const { cpuUs, p50Ms } = result;
      progress(`${turn}/${rounds} ${one.workload}, ${one.server.name}: ${cpuUs.toFixed(0)} µs, ${p50Ms.toFixed(1)} ms`);
    }
  }
  return measured;
}

function rowOf({ workload, server }: Case, measured: readonly Measured[]): Row {
  return {
    workload,
    server: server.name,
    'CPU µs/call': round(middle(measured, 'cpuUs')),
    'and of mongod': round(middle(measured, 'mongodUs')),
    'calls/s': Math.round(middle(measured, 'requestsPerSecond')),
    'p50 ms': round(middle(measured, 'p50Ms')),
    'p99 ms': round(middle(measured, 'p99Ms')),
  };
}

function checksOf(single: readonly Case[], pages: readonly Case[], measured: MeasuredCases): Check[] {
  const of = (one: Case, what: keyof Measured): number => middle(measured.get(one) ?? [], what);
  return [
    ...single
      .filter(({ load }) => load.mode === 'challenge')
      .map((one) => atMost('first leg, CPU ms', of(one, 'cpuUs') / 1000, firstLegMs)),
    ...pages.map((one) => atMost(`${one.workload}, both legs, p50 ms`, of(one, 'p50Ms'), pageMs)),
  ];
}

function middle(measured: readonly Measured[], what: keyof Measured): number {
  return median(measured.map((one) => one[what]));
}

function profileAdmin(database: Database, { targets }: Projects): Promise<SuiteResult> {
  const subject = (name: string, mode: Mode): Subject => {
    const load: DigestLoad = { mode, paths: targets, pair: ownerKey, connections };
    return {
      name,
      warmUp: (server) => warmUpByDigest(server, load),
      load: (server, seconds) => loadByDigest(server, load, seconds),
    };
  };
  return profileService(database, [subject('get-project', 'signed'), subject('first-leg', 'challenge')]);
}
