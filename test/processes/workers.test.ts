import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { isAlive, runService, type RunningService } from './running-service.ts';

// Starting processes takes long where many do at once.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let running: RunningService | undefined;
let stores = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docgate-workers-'));
  writeFileSync(join(folder, 'docgate.yaml'), 'docdb: { mounts: [{ auth: none }] }');
});
afterEach(async () => {
  running?.signal('SIGKILL');
  await running?.ended;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A service of its own data directory and store on the run's MongoDB. */
async function start(workers: number): Promise<RunningService> {
  const name = `workers_${process.pid}_${(stores += 1)}`;
  const flags = [
    '--workers',
    String(workers),
    '--data-dir',
    join(folder, name),
    '--database',
    name,
    '--config',
    join(folder, 'docgate.yaml'),
  ];
  running = await runService(flags, { MONGODB_URI: inject('mongodbUri'), DOCGATE_MASTER_KEY: 'k'.repeat(32) });
  return running;
}

async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(5_000) })).text();
  return Number(new RegExp(`^${name}(?:{[^}]*})? (\\S+)$`, 'm').exec(text)?.[1]);
}

/** The workers that have answered requests, by the access log. */
function answered(service: RunningService): Set<unknown> {
  return new Set(
    service
      .log()
      .filter(({ msg }) => msg === 'request')
      .map(({ worker }) => worker),
  );
}

/** One request a connection, until every one of so many workers has answered. */
async function reachAll(service: RunningService, workers: number): Promise<number[]> {
  await expect
    .poll(
      async () => {
        await fetch(`${service.url}/healthz`, {
          headers: { connection: 'close' },
          signal: AbortSignal.timeout(5_000),
        });
        return answered(service).size;
      },
      { timeout: 60_000, interval: 5 },
    )
    .toBeGreaterThanOrEqual(workers);
  return [...answered(service)].map(Number);
}

describe('two workers', () => {
  it('share one port and add their metrics up', async () => {
    const service = await start(2);
    expect(await reachAll(service, 2)).not.toContain(service.pid);
    const before = await metric(service.url, 'docgate_http_requests_total\\{operation="getReadiness"[^}]*\\}');
    expect(before).toBeNaN();
    for (let count = 0; count < 10; count++) await fetch(`${service.url}/readyz`, { headers: { connection: 'close' } });
    expect(await metric(service.url, 'docgate_http_requests_total\\{operation="getReadiness"[^}]*\\}')).toBe(10);
    expect(await metric(service.url, 'docgate_workers')).toBe(2);
  });

  it('get no secrets in their arguments', async () => {
    const service = await start(2);
    const [worker] = await reachAll(service, 1);
    const commandLine = await readFile(`/proc/${worker}/cmdline`, 'utf8').catch(() => '');
    expect(commandLine).not.toMatch(/kkkk|mongodb:/);
  });

  it('are replaced when they die, and the service answers on', async () => {
    const service = await start(2);
    const [victim = 0, other = 0] = await reachAll(service, 2);
    process.kill(victim, 'SIGKILL');
    await expect
      .poll(() => metric(service.url, 'docgate_worker_restarts_total').catch(() => 0), { timeout: 60_000 })
      .toBe(1);
    await expect.poll(() => metric(service.url, 'docgate_workers').catch(() => 0), { timeout: 60_000 }).toBe(2);
    expect([isAlive(victim), isAlive(other)]).toEqual([false, true]);
    await reachAll(service, 3);
    expect((await fetch(`${service.url}/docdb/a/b`)).status).toBe(200);
  });

  it('end with a primary that was killed', async () => {
    const service = await start(2);
    const workers = await reachAll(service, 2);
    service.signal('SIGKILL');
    await service.ended;
    await expect.poll(() => workers.filter(isAlive), { timeout: 60_000 }).toEqual([]);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('end in order on %s, exit 0', async (name) => {
    const service = await start(2);
    const workers = await reachAll(service, 2);
    service.signal(name);
    expect(await service.ended).toBe(0);
    expect(workers.filter(isAlive)).toEqual([]);
    expect(service.log().at(-1)).toMatchObject({ msg: 'stopped' });
    await expect(fetch(service.url)).rejects.toThrow('fetch failed');
  });

  it('take the same mounts from the store', async () => {
    const service = await start(2);
    await reachAll(service, 2);
    const statuses = await Promise.all(
      Array.from(
        { length: 12 },
        async () => (await fetch(`${service.url}/docdb/a/b`, { headers: { connection: 'close' } })).status,
      ),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it('say clearly that the port is taken', async () => {
    const service = await start(2);
    const port = new URL(service.url).port;
    const flags = [
      '--workers',
      '2',
      '--port',
      port,
      '--data-dir',
      join(folder, 'taken'),
      '--database',
      `taken_${process.pid}`,
    ];
    const env = { MONGODB_URI: inject('mongodbUri'), DOCGATE_MASTER_KEY: 'k'.repeat(32) };
    await expect(runService(flags, env)).rejects.toThrow(`Port ${port} of 127.0.0.1 is in use`);
  });
});

describe('one process', () => {
  it('does the same alone', async () => {
    const service = await start(1);
    expect((await fetch(`${service.url}/docdb/a/b`)).status).toBe(200);
    expect(await metric(service.url, 'docgate_http_requests_total\\{operation="listDocuments"[^}]*\\}')).toBe(1);
    service.signal('SIGTERM');
    expect(await service.ended).toBe(0);
  });

  it('lets a running request end before it stops', async () => {
    const service = await start(1);
    const filter = encodeURIComponent('{"$expr": {"$gt": [1, 0]}}');
    const many = Array.from({ length: 2000 }, (_, index) => ({ _id: index, padding: 'x'.repeat(2000) }));
    const headers = { 'content-type': 'application/json' };
    await fetch(`${service.url}/docdb/drain_${process.pid}/c`, { method: 'POST', headers, body: JSON.stringify(many) });
    const response = await fetch(`${service.url}/docdb/drain_${process.pid}/c?limit=2000&filter=${filter}`);
    service.signal('SIGTERM');
    expect(await response.json()).toHaveLength(2000);
    expect(await service.ended).toBe(0);
  });

  it('ends at once on a second signal', async () => {
    const service = await start(1);
    const { port } = new URL(service.url);
    const unfinished = connect(Number(port), '127.0.0.1').on('error', () => undefined);
    unfinished.write(
      'POST /docdb/a/b HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    );
    await expect.poll(() => metric(service.url, 'docgate_http_requests_in_flight')).toBe(2);
    service.signal('SIGTERM');
    await expect.poll(() => service.output()).toContain('a second signal ends at once');
    service.signal('SIGTERM');
    expect(await service.ended).toBe(143);
  });

  it('is refused on a data directory that is in use', async () => {
    const service = await start(1);
    const dataDir = join(folder, `workers_${process.pid}_${stores}`);
    const env = { MONGODB_URI: inject('mongodbUri'), DOCGATE_MASTER_KEY: 'k'.repeat(32) };
    await expect(runService(['--workers', '1', '--data-dir', dataDir], env)).rejects.toThrow(
      `in use by process ${service.pid}`,
    );
  });
});
