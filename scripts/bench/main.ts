import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release } from 'node:os';
import { parseArgs } from 'node:util';
import { admin } from './admin.ts';
import { requireProc } from './cpu.ts';
import { data } from './data.ts';
import { docdb } from './docdb.ts';
import { edge } from './edge.ts';
import { start } from './start.ts';
import { stream } from './stream.ts';
import { progress, resultsFolder, type Suite, type SuiteResult } from './suite.ts';
import { formatResult } from './table.ts';

const suites: Readonly<Record<string, Suite>> = { docdb, data, admin, edge, stream, start };

const usage = `npm run bench -- [${Object.keys(suites).join('|')}] … [--quick] [--profile]
  without a suite: all of them; --quick: a smoke run; --profile: where the service's time goes (docdb, admin)`;

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
/** Before the benchmark adds to it: above 0.5 or so, others use the machine as well, and no time is worth much. */
const loadAverage = loadavg()[0] ?? 0;
const names = positionals.length > 0 ? positionals : Object.keys(suites);

// What the suites have started ends with this process, however it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

if (flags.help || names.some((name) => !Object.hasOwn(suites, name))) {
  console.log(usage);
  process.exitCode = flags.help ? 0 : 2;
} else {
  requireProc();
  for (const name of names) {
    progress(`suite ${name}`);
    const result = await (suites[name] as Suite)(flags);
    console.log(`\n${formatResult(result)}\n`);
    if (!flags.profile) progress(`written to ${write(name, result)}`);
  }
}

/** The results with what one must know to compare them: when, of what, on which machine. */
function write(name: string, result: SuiteResult): string {
  mkdirSync(resultsFolder, { recursive: true });
  const record = {
    suite: name,
    quick: flags.quick,
    date: new Date().toISOString(),
    commit: commit(),
    machine: machine(),
    ...result,
  };
  writeFileSync(`${resultsFolder}${name}.json`, `${JSON.stringify(record, null, 2)}\n`);
  return `bench-results/${name}.json`;
}

function machine(): Readonly<Record<string, string | number>> {
  const model = cpus()[0]?.model ?? 'unknown';
  return { cpu: model, cores: availableParallelism(), loadAverage, kernel: release(), node: process.version };
}

function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
