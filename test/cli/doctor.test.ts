import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { Check } from '../../src/cli/doctor-checks.ts';
import { docgate } from './run-docgate.ts';

// Starting processes takes long where many do at once.
vi.setConfig({ testTimeout: 120_000 });

const masterKey = 'k'.repeat(32);
let dataDir: string;

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'docgate-doctor-'));
});
afterAll(() => rmSync(dataDir, { recursive: true }));

async function examine(flags: readonly string[]): Promise<{ status: number; ok: boolean; checks: Map<string, Check> }> {
  const { status, stdout } = await docgate(['doctor', '--json', '--port', '0', '--data-dir', dataDir, ...flags], {
    MONGODB_URI: inject('mongodbUri'),
  });
  const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: Check[] };
  return { status, ok, checks: new Map(checks.map((check) => [check.name, check])) };
}

describe('doctor', () => {
  it('finds a sound environment sound', async () => {
    const { status, ok, checks } = await examine(['--master-key', masterKey]);
    expect([...checks.values()].filter((check) => check.status !== 'ok')).toEqual([]);
    expect([...checks.keys()]).toEqual([
      'Node.js',
      'settings',
      'data directory',
      'port',
      'master key',
      'TLS',
      'MongoDB',
      'serve',
    ]);
    expect({ status, ok }).toEqual({ status: 0, ok: true });
  });

  it('prints a table, with the mend under what is wrong', async () => {
    const { status, stdout } = await docgate([
      'doctor',
      '--port',
      '0',
      '--data-dir',
      dataDir,
      '--mongodb-uri',
      'mongodb://127.0.0.1:1/',
    ]);
    expect(stdout).toMatch(/^✓ Node\.js {2,}v24/m);
    expect(stdout).toMatch(/^✗ MongoDB .*ECONNREFUSED.*\n +→ check host/m);
    expect(stdout).toMatch(/^– serve .*would refuse/m);
    expect(status).toBe(1);
  });

  it('sees a port that is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { status, checks } = await examine(['--port', String(port)]);
    server.close();
    expect(checks.get('port')).toMatchObject({ status: 'fail', mend: '--port 0 takes any free port' });
    expect(status).toBe(1);
  });

  it('sees a master key that others can read', async () => {
    const file = join(dataDir, 'master.key');
    writeFileSync(file, masterKey);
    chmodSync(file, 0o644);
    const { checks } = await examine([]);
    rmSync(file);
    expect(checks.get('master key')).toMatchObject({ status: 'fail', mend: `chmod 600 '${file}'` });
  });

  it('tells settings that cannot be read, and nothing after them', async () => {
    const { status, checks } = await examine(['--host', '0.0.0.0']);
    expect([...checks.keys()]).toEqual(['Node.js', 'settings']);
    expect(checks.get('settings')?.detail).toContain('--tls-cert');
    expect(status).toBe(1);
  });

  it('walks every way to an embedded MongoDB', async () => {
    const { stdout, status } = await docgate([
      'doctor',
      '--json',
      '--port',
      '0',
      '--data-dir',
      dataDir,
      '--mongod',
      '/nope/mongod',
    ]);
    const { checks } = JSON.parse(stdout) as { checks: Check[] };
    expect(checks.filter(({ name }) => name === 'mongod')).toMatchObject([
      { status: 'fail', detail: expect.stringContaining('/nope/mongod') as string },
    ]);
    expect(status).toBe(1);
  });
});
