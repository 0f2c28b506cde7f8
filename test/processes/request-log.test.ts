/** The request log of a service that ends, and of one that keeps none. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { api, owner } from '../_harness/admin.ts';
import { runService, type RunningService } from './running-service.ts';

vi.setConfig({ testTimeout: 180_000 });

const database = `request_log_${process.pid}_${Date.now().toString(36)}`;
let folder: string;
let direct: MongoClient;
const services: RunningService[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docgate-requests-'));
  direct = new MongoClient(inject('mongodbUri'));
});
afterAll(async () => {
  for (const service of services) service.signal('SIGKILL');
  await direct.db(database).dropDatabase();
  await direct.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(...flags: string[]): Promise<RunningService> {
  const service = await runService(['--workers', '2', '--data-dir', folder, '--database', database, ...flags], {
    MONGODB_URI: inject('mongodbUri'),
    DOCGATE_MASTER_KEY: 'k'.repeat(32),
    DOCGATE_BOOTSTRAP_PUBLIC_KEY: owner.publicKey,
    DOCGATE_BOOTSTRAP_PRIVATE_KEY: owner.privateKey,
  });
  services.push(service);
  return service;
}

const written = () => direct.db(database).collection('requests').countDocuments({ operationId: 'getProject' });

/** The error of an app without providers, once it is served. */
async function refusedLogin({ url }: RunningService, groupId: string): Promise<{ error_code?: string }> {
  const files = { 'root_config.json': '{"name":"quiet"}' };
  await api('POST', `/groups/${groupId}/apps/quiet-app/versions`, { body: { files }, at: url });
  for (;;) {
    const login = `${url}/api/client/v2.0/app/quiet-app/auth/providers/anon-user/login`;
    const error = (await (await fetch(login, { method: 'POST' })).json()) as { error_code?: string };
    if (error.error_code !== undefined) return error;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('what waits is written before the service ends; without days, nothing is', async () => {
  const service = await start();
  const { id } = (await api('POST', '/groups', { body: { name: 'logged' }, at: service.url })).json;
  const read = ({ url }: RunningService) =>
    Promise.all(Array.from({ length: 20 }, () => api('GET', `/groups/${id}`, { at: url })));
  await read(service);
  service.signal('SIGTERM');
  expect(await service.ended).toBe(0);
  expect(await written()).toBe(20);

  const silent = await start('--request-log-days', '0');
  await read(silent);
  expect(await refusedLogin(silent, id)).toMatchObject({ error_code: 'AuthProviderNotFound' });
  expect(await refusedLogin(silent, id)).not.toHaveProperty('link');
  silent.signal('SIGTERM');
  expect(await silent.ended).toBe(0);
  expect(await written()).toBe(20);
});
