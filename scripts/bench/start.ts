import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuMicroseconds } from './cpu.ts';
import { startService } from './server.ts';
import { atMost, median, progress, round, type BenchOptions, type Row, type SuiteResult } from './suite.ts';

const targetSeconds = 3;

interface Start {
  readonly seconds: number;
  /** Of the service and its MongoDB. */
  readonly cpuSeconds: number;
}

/** From the start of the process to the first answer of `/readyz`: embedded MongoDB in the cache, data directory from a start before. */
export async function start({ quick }: BenchOptions): Promise<SuiteResult> {
  const dataDir = mkdtempSync(join(tmpdir(), 'docgate-bench-'));
  try {
    const starts: Start[] = [];
    for (let i = 0; i < (quick ? 3 : 6); i++) {
      starts.push(await timeStart(dataDir));
      progress(`start ${i}: ${starts.at(-1)?.seconds.toFixed(2)} s`);
    }
    const again = starts.slice(1).map(({ seconds }) => seconds);
    return {
      title: 'Start to ready, embedded MongoDB, one process',
      rows: starts.map(rowOf),
      checks: [atMost('median of the starts again, s', median(again), targetSeconds)],
    };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function timeStart(dataDir: string): Promise<Start> {
  const began = performance.now();
  await using server = await startService({ dataDir });
  return { seconds: (performance.now() - began) / 1000, cpuSeconds: cpuMicroseconds(server.pid) / 1e6 };
}

function rowOf({ seconds, cpuSeconds }: Start, index: number): Row {
  const which = index === 0 ? 'on an empty data directory' : `again, ${index}`;
  return { start: which, 'seconds to ready': round(seconds), 'CPU seconds': round(cpuSeconds) };
}
