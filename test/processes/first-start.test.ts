import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { runService } from './running-service.ts';

// Starting processes takes long where many do at once.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docgate-first-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function environment(): Record<string, string> {
  return { MONGODB_URI: inject('mongodbUri'), DOCGATE_MASTER_KEY: 'k'.repeat(32), DOCGATE_WORKERS: '1' };
}

/** Starts, waits until it has said all, stops. @returns what it printed. */
async function startOnce(command: string, name: string): Promise<string> {
  const service = await runService(
    ['--data-dir', join(folder, name), '--database', `first_${process.pid}_${name}`],
    environment(),
    command,
  );
  service.signal('SIGTERM');
  expect(await service.ended).toBe(0);
  return service.output();
}

describe('a first start', () => {
  it.each(['start', 'serve'])('by %s shows the owner key once, and later where it is', async (command) => {
    const first = await startOnce(command, command);
    const file = join(folder, command, 'bootstrap.json');
    const { publicKey, privateKey } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    expect(first).toContain(`export DOCGATE_PUBLIC_KEY=${publicKey}\n`);
    expect(first.split(String(privateKey))).toHaveLength(2);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const second = await startOnce(command, command);
    expect(second).toContain(file);
    expect(second).not.toContain(privateKey);
  });

  it('by start prints a line to paste whose user stays', async () => {
    const [first, second] = [await startOnce('start', 'paste'), await startOnce('start', 'paste')];
    const userOf = (output: string): string => new URL(/export DOCDB=(\S+)/.exec(output)?.[1] ?? '').password;
    expect(userOf(first)).toMatch(/^[\w-]{16}$/);
    expect(userOf(second)).toBe(userOf(first));
  });

  it('by serve without mounts opens none and says so in one line', async () => {
    const output = await startOnce('serve', 'none');
    expect(output.split('\n').filter((line) => line.includes('no mounts'))).toHaveLength(1);
    expect(output).not.toContain('DOCDB=');
  });
});
