import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isAsPromised, readTour, runStep } from '../../scripts/readme-tour.ts';

const tour = readTour(await readFile('README.md', 'utf8'));

describe('npm start', () => {
  let folder: string;
  let service: ChildProcess;
  let printed = '';
  let url: URL;
  let user: { username: string; password: string };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'docgate-start-'));
    service = spawn('npm', ['start', '--', '--port', '0', '--data-dir', join(folder, 'data')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [service.stdout, service.stderr])
      stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    await vi.waitUntil(() => /\n {2}organization \w+/.test(printed), { timeout: 90_000, interval: 50 });
    url = new URL(/export DOCDB=(\S+)/.exec(printed)?.[1] ?? '');
    user = JSON.parse(await readFile(join(folder, 'data', 'docdb-user.json'), 'utf8')) as typeof user;
  });

  const exported = (name: string): string => new RegExp(`export ${name}=(\\S+)`).exec(printed)?.[1] ?? '';

  afterAll(async () => {
    const ended = new Promise((resolve) => service.once('exit', resolve));
    process.kill(-(service.pid as number), 'SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  });

  it('prints where it listens, how to call it, and the first owner key once', () => {
    expect(printed).toContain(`${url.origin}/docs`);
    expect(printed).toContain('bootstrap.json');
    expect(url.password).toBe(user.password);
  });

  it('prints lines that work when pasted: the owner key at the root of the admin API', async () => {
    const lines = printed.match(/^ {2}(export DOCGATE_|curl --digest).*$/gm) ?? [];
    expect(lines).toHaveLength(3);
    const { stdout } = await promisify(execFile)('bash', ['-euc', lines.join('\n')]);
    expect(JSON.parse(stdout)).toMatchObject({ appName: 'docgate', apiKey: { roles: expect.any(Array) } });
  });

  it('prints lines that work when pasted: the Data API of the example app', async () => {
    const lines = printed.match(/^ {2}(export (DATA_API|API_KEY)=|curl "\$DATA_API).*$/gm) ?? [];
    expect(lines).toHaveLength(6);
    const { stdout } = await promisify(execFile)('bash', ['-euc', lines.join('; echo\n')]);
    const [inserted, found, updated, counted] = stdout.split('\n').filter((line) => line !== '');
    const { insertedId } = JSON.parse(inserted ?? '') as { insertedId: string };
    expect(JSON.parse(found ?? '')).toEqual({
      documents: [{ _id: insertedId, text: 'Do the dishes', status: 'open' }],
    });
    expect(JSON.parse(updated ?? '')).toEqual({ matchedCount: 1, modifiedCount: 1 });
    expect(JSON.parse(counted ?? '')).toEqual({ documents: [{ _id: 'complete', tasks: 1 }] });
  });

  it("answers seed 004's eight curl commands", async () => {
    const env = { ...process.env, URLBASE: url.host, APIUSER: user.username, APIPWD: user.password };
    const { stdout } = await promisify(execFile)('test/seed/seed-004.sh', { env });
    expect(stdout.match(/^ok \d+ - /gm)).toHaveLength(10);
  });

  it('has a tour in the README', () => {
    expect(tour.length).toBeGreaterThan(7);
  });

  it.each(
    tour.map(
      (step) =>
        [
          step.command
            .replace(/\\\n\s*/g, '')
            .trim()
            .slice(0, 110),
          step,
        ] as const,
    ),
  )('tour: %s', async (_name, step) => {
    const answer = await runStep(step, {
      DOCDB: url.href,
      DATA_API: exported('DATA_API'),
      API_KEY: exported('API_KEY'),
    });
    expect({ answer, asPromised: isAsPromised(step, answer) }).toMatchObject({ asPromised: true });
  });
});
