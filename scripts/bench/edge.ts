import { cpuMicroseconds } from './cpu.ts';
import { sampleRequests, type SampleRequest } from './edge-contract.ts';
import { generator, load, type Workload } from './load.ts';
import { startBareServer, type Server } from './server.ts';
import { atMost, median, progress, round, type BenchOptions, type Check, type Row, type SuiteResult } from './suite.ts';

const operationCounts = [10, 100, 300] as const;
/** What two measurements of the same thing may differ by on a machine that others use too. */
const noise = 1.15;
const firstRequestMs = 10;

interface Edge {
  readonly operations: number;
  readonly server: Server;
  readonly requests: readonly SampleRequest[];
}

/** What the pipeline itself costs, with handlers that do nothing: whether it grows with the contract, and whether callers can make it grow. */
export async function edge({ quick }: BenchOptions): Promise<SuiteResult> {
  await using stack = new AsyncDisposableStack();
  const edges: Edge[] = [];
  for (const operations of operationCounts) {
    const server = stack.use(await startBareServer('edge', String(operations)));
    edges.push({ operations, server, requests: sampleRequests(operations) });
  }
  const firsts: Row[] = [];
  for (const one of edges) firsts.push(await firstRequests(one));
  const steady = await steadyCosts(edges, quick);
  const types = await contentTypes(edges.at(-1) as Edge, quick ? 1 : 10);
  return {
    title: `The edge's own cost by operations in the contract, 50 connections by ${generator}, one process each`,
    rows: edges.map(({ operations }, index) => ({ operations, ...steady[index], ...firsts[index] })),
    checks: [...checkFlat(steady), ...firsts.map((row, index) => checkFirst(operationCounts[index], row)), ...types],
  };
}

const firstCost = 'first request, mean CPU ms';

/** The first request to each operation, one after the other; what else comes with a first request is called before, by a path that is not there. */
async function firstRequests({ server, requests, operations }: Edge): Promise<Row> {
  for (let i = 0; i < 50; i++) await fetch(`${server.url}/nothing`).then((response) => response.text());
  const before = cpuMicroseconds(server.pid);
  const times: number[] = [];
  for (const request of requests) {
    const began = performance.now();
    await send(server, request);
    times.push(performance.now() - began);
  }
  const cpuMs = (cpuMicroseconds(server.pid) - before) / 1000 / requests.length;
  progress(`${operations} operations: first requests done`);
  return {
    [firstCost]: round(cpuMs),
    'median ms': round(median(times)),
    'slowest ms': round(Math.max(...times)),
  };
}

function checkFirst(operations: number | undefined, row: Row): Check {
  return atMost(`first request to an operation, mean of ${operations}, CPU ms`, Number(row[firstCost]), firstRequestMs);
}

/** CPU a request when all is warm: always the same operation, and all of them at random. */
async function steadyCosts(edges: readonly Edge[], quick: boolean): Promise<Row[]> {
  const [rounds, seconds] = quick ? [1, 1] : [5, 3];
  const costs = edges.map(() => ({ one: [] as number[], all: [] as number[] }));
  for (let turn = 0; turn <= rounds; turn++) {
    for (const [index, { server, requests, operations }] of edges.entries()) {
      const one = await load(server, readsOf(requests.slice(-5)), seconds);
      const all = await load(server, readsOf(requests), seconds);
      // The first round warms up.
      if (turn > 0 || quick) {
        costs[index]?.one.push(one.cpuUs);
        costs[index]?.all.push(all.cpuUs);
      }
      progress(
        `${turn}/${rounds} ${operations} operations: ${one.cpuUs.toFixed(1)} and ${all.cpuUs.toFixed(1)} µs CPU`,
      );
    }
  }
  return costs.map(({ one, all }) => ({
    'CPU µs/request, one operation': round(median(one)),
    'all at random': round(median(all)),
  }));
}

/** The lists among some requests, each as a load. */
function readsOf(requests: readonly SampleRequest[]): Workload {
  const paths = requests.filter(({ path }) => path.includes('?')).filter(({ method }) => method === 'GET');
  return { name: 'list', method: 'GET', paths: paths.map(({ path }) => path) };
}

function checkFlat(steady: readonly Row[]): Check[] {
  return ['CPU µs/request, one operation', 'all at random'].map((column) => {
    const costs = steady.map((row) => Number(row[column]));
    const [fewest = Number.NaN] = costs;
    return atMost(`${column}: 300 operations × 10`, (costs.at(-1) ?? Number.NaN) / fewest, noise);
  });
}

/** Rounds of 1,000 requests with one content type and with as many as requests, in turns; with and without a body. */
async function contentTypes({ server, requests }: Edge, rounds: number): Promise<Check[]> {
  const checks: Check[] = [];
  for (const request of requests.slice(0, 2)) {
    const costs = { one: 0, distinct: 0 };
    for (let turn = 0; turn < rounds; turn++) {
      costs.one += await costOf(server, request, () => 'text/one');
      costs.distinct += await costOf(server, request, (index) => `text/distinct-${turn}-${index}`);
    }
    progress(
      `content types: ${(costs.one / rounds / 1000).toFixed(1)} and ${(costs.distinct / rounds / 1000).toFixed(1)} µs CPU`,
    );
    const body = request.body === undefined ? 'without' : 'with';
    checks.push(
      atMost(`1,000 distinct content types × 1,000 with one, ${body} body`, costs.distinct / costs.one, noise),
    );
  }
  return checks;
}

/** CPU of 1,000 requests in microseconds. */
async function costOf(server: Server, request: SampleRequest, typeOf: (index: number) => string): Promise<number> {
  const before = cpuMicroseconds(server.pid);
  for (let index = 0; index < 1000; index += 50) {
    const batch = [...Array(50).keys()].map((offset) => send(server, request, typeOf(index + offset)));
    await Promise.all(batch);
  }
  return cpuMicroseconds(server.pid) - before;
}

async function send({ url }: Server, request: SampleRequest, type?: string): Promise<void> {
  const { method, path, body } = request;
  const headers = { 'content-type': type ?? 'application/json' };
  const response = await fetch(url + path, { method, headers, ...(body !== undefined && { body }) });
  await response.arrayBuffer();
  const expected = type !== undefined && body !== undefined ? 415 : 200;
  if (response.status !== expected) throw new Error(`${method} ${path} answers ${response.status}`);
}
