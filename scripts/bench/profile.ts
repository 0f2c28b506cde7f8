import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from './database.ts';
import { load, type Workload } from './load.ts';
import { startService } from './server.ts';
import { progress, type Row, type SuiteResult } from './suite.ts';

/** The parts of V8's `.cpuprofile` that are read here. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
}

const shown = 30;
const seconds = 8;

/** Where the service spends its time: the functions with the most self time of each workload, in a process of its own. */
export async function profileService(
  { uri }: Pick<Database, 'uri'>,
  workloads: readonly Workload[],
): Promise<SuiteResult> {
  const rows: Row[] = [];
  for (const workload of workloads) {
    progress(`profiling ${workload.name}`);
    const folder = mkdtempSync(join(tmpdir(), 'docgate-profile-'));
    const execArgv = ['--cpu-prof', '--cpu-prof-interval', '500', '--cpu-prof-dir', folder];
    const server = await startService({ mongodbUri: uri, execArgv });
    try {
      await load(server, workload, seconds);
    } finally {
      // The profile is written at the end of the process.
      await server[Symbol.asyncDispose]();
    }
    rows.push(...selfTimes(readProfile(folder)).map((row) => ({ workload: workload.name, ...row })));
    rmSync(folder, { recursive: true });
  }
  return { title: `Self time by function, ${seconds} s each, start included, idle time not`, rows, checks: [] };
}

function readProfile(folder: string): CpuProfile {
  const [file] = readdirSync(folder);
  if (file === undefined) throw new Error('The service left no profile');
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
}

function selfTimes({ nodes, samples }: CpuProfile): Row[] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const counts = new Map<string, number>();
  for (const id of samples) {
    const name = names.get(id) ?? '';
    if (!name.startsWith('(idle)') && !name.startsWith('(program)')) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, shown)
    .map(([name, count]) => ({ '%': Number(((100 * count) / total).toFixed(1)), function: name }));
}

function nameOf({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string {
  const name = functionName === '' ? '(anonymous)' : functionName;
  const place = url.replace(/^.*\/(node_modules|src)\//, '').replace(/^file:\/\//, '');
  return place === '' ? name : `${name} ${place}:${lineNumber + 1}`;
}
