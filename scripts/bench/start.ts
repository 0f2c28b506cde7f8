import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startService } from './server.ts';
import { atMost, median, progress, round, type BenchOptions, type Row, type SuiteResult } from './suite.ts';

const targetSeconds = 3;

/** From the start of the process to the first answer of `/readyz`: embedded MongoDB in the cache, data directory from a start before. */
export async function start({ quick }: BenchOptions): Promise<SuiteResult> {
  const dataDir = mkdtempSync(join(tmpdir(), 'docgate-bench-'));
  try {
    const first = await timeStart(dataDir);
    progress(`on an empty data directory: ${first.toFixed(2)} s`);
    const seconds: number[] = [];
    for (let i = 0; i < (quick ? 2 : 5); i++) seconds.push(await timeStart(dataDir));
    const rows: Row[] = [
      { start: 'on an empty data directory', 'seconds to ready': round(first) },
      ...seconds.map((time, index) => ({ start: `again, ${index + 1}`, 'seconds to ready': round(time) })),
    ];
    return {
      title: 'Start to ready, embedded MongoDB, one process',
      rows,
      checks: [atMost('median of the starts again, s', median(seconds), targetSeconds)],
    };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function timeStart(dataDir: string): Promise<number> {
  const began = performance.now();
  await using _server = await startService({ dataDir });
  return (performance.now() - began) / 1000;
}
