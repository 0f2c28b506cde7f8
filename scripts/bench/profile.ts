import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from './database.ts';
import type { Measurement } from './load.ts';
import { startService, type Server } from './server.ts';
import { progress, resultsFolder, type Row, type SuiteResult } from './suite.ts';

interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

/** The parts of V8's `.cpuprofile` that are read here; times in microseconds. */
interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: CallFrame }[];
  readonly endTime: number;
  readonly startTime: number;
  /** Which node was running, and how long after the sample before. */
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const shown = 25;
const seconds = 10;

/** A load of the service, and what brings it to its steady state. */
export interface Subject {
  readonly name: string;
  readonly warmUp: (server: Server) => Promise<void>;
  readonly load: (server: Server, seconds: number) => Promise<Measurement>;
}

/** Where the service spends its time: by package, then the functions with the most self time; a new process for each workload. */
export async function profileService(
  { uri }: Pick<Database, 'uri'>,
  subjects: readonly Subject[],
): Promise<SuiteResult> {
  const rows: Row[] = [];
  for (const subject of subjects) {
    const profile = await profileOne(uri, subject);
    const inUse = lastSamples(profile);
    rows.push(...shares(inUse.map(packageOf), 12).map((row) => ({ workload: subject.name, by: 'package', ...row })));
    rows.push(...shares(inUse.map(nameOf), shown).map((row) => ({ workload: subject.name, by: 'function', ...row })));
  }
  return { title: `Self time over the last ${seconds} s of load, idle time left out`, rows, checks: [] };
}

async function profileOne(mongodbUri: string, { name, warmUp, load }: Subject): Promise<CpuProfile> {
  const folder = mkdtempSync(join(tmpdir(), 'docgate-profile-'));
  const execArgv = ['--cpu-prof', '--cpu-prof-interval', '500', '--cpu-prof-dir', folder];
  const server = await startService({ mongodbUri, execArgv });
  try {
    await warmUp(server);
    const { cpuUs } = await load(server, seconds);
    progress(`profiled ${name}: ${cpuUs.toFixed(0)} µs CPU with the profiler on`);
  } finally {
    // The profile is written at the end of the process.
    await server[Symbol.asyncDispose]();
  }
  const [file] = readdirSync(folder);
  if (file === undefined) throw new Error('The service left no profile');
  mkdirSync(resultsFolder, { recursive: true });
  const kept = join(resultsFolder, `${name}.cpuprofile`);
  copyFileSync(join(folder, file), kept);
  rmSync(folder, { recursive: true });
  return JSON.parse(readFileSync(kept, 'utf8')) as CpuProfile;
}

/** What ran at each sample of the end: before it code was loaded and optimised. */
function lastSamples({ nodes, samples, timeDeltas, startTime, endTime }: CpuProfile): CallFrame[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const running: CallFrame[] = [];
  let time = startTime;
  for (const [index, id] of samples.entries()) {
    time += timeDeltas[index] ?? 0;
    const frame = frames.get(id);
    const isIdle = frame?.functionName === '(idle)' || frame?.functionName === '(program)';
    if (frame !== undefined && !isIdle && time > endTime - seconds * 1e6) running.push(frame);
  }
  return running;
}

function shares(names: readonly string[], most: number): Row[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([name, count]) => ({ '%': Number(((100 * count) / names.length).toFixed(1)), name }));
}

function packageOf({ url }: CallFrame): string {
  if (url === '') return 'V8 and native code';
  const [, ours] = /\/(src\/\w+)\//.exec(url) ?? [];
  const [, theirs] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  return theirs ?? ours ?? (url.startsWith('node:') ? url.replace(/^(node:(?:internal\/)?\w+).*/, '$1') : url);
}

function nameOf({ functionName, url, lineNumber }: CallFrame): string {
  const name = functionName === '' ? '(anonymous)' : functionName;
  const place = url.replace(/^.*\/(?:node_modules\/|(?=src\/))/, '');
  return place === '' ? name : `${name} ${place}:${lineNumber + 1}`;
}
