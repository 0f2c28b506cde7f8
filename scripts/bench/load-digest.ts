/** digest-load.ts's other side, in a process of its own: as many calls at a time as connections; one line of JSON is the answer. */
import { readFileSync } from 'node:fs';
import { DigestClient } from './digest-client.ts';
import { isMode, modes } from './digest-load.ts';

const [url = '', seconds, connections, mode = '', pathsFile = '', publicKey = '', privateKey = ''] =
  process.argv.slice(2);
if (!isMode(mode)) throw new Error(`No mode ${mode}`);
const { status: expected, legs } = modes[mode];
const paths = readFileSync(pathsFile, 'utf8').trim().split('\n');
using client = new DigestClient(url, { publicKey, privateKey }, Number(connections));
const times: number[] = [];
let failed = 0;
const began = performance.now();
const end = began + Number(seconds) * 1000;

async function loop(): Promise<void> {
  while (performance.now() < end) {
    const path = paths[Math.trunc(Math.random() * paths.length)] ?? '/';
    const start = performance.now();
    const { status } = await (legs === 2 ? client.call('GET', path) : client.ask('GET', path));
    times.push(performance.now() - start);
    if (status !== expected) failed += 1;
  }
}

await Promise.all(Array.from({ length: Number(connections) }, loop));
const sorted = times.toSorted((a, b) => a - b);
const at = (share: number): number | undefined =>
  sorted[Math.min(sorted.length - 1, Math.trunc(sorted.length * share))];
const answer = {
  requests: times.length,
  failed,
  seconds: (performance.now() - began) / 1000,
  p50Ms: at(0.5),
  p99Ms: at(0.99),
};
process.stdout.write(`${JSON.stringify(answer)}\n`);
