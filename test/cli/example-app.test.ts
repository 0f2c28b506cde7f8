import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { openExampleApp, type ExampleApp } from '../../src/cli/example/example-app.ts';
import { api, freshProject, owner } from '../_harness/admin.ts';
import { call, untilServed } from '../_harness/apps.ts';

let dataDir: string;
let groupId: string;
let bootstrapFile: string;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'docgate-example-'));
  groupId = (await freshProject()).id;
  bootstrapFile = join(dataDir, 'bootstrap.json');
  writeFileSync(bootstrapFile, JSON.stringify({ ...owner, project: { id: groupId } }), { mode: 0o600 });
});
afterEach(async () => {
  await api('DELETE', `/groups/${groupId}/apps/todo`);
  rmSync(dataDir, { recursive: true });
});

const open = () => openExampleApp({ url: inject('serviceUrl'), dataDir, bootstrapFile });
const served = () => untilServed({ appId: 'todo', groupId, path: '' });

async function find({ apiKey }: ExampleApp): Promise<number> {
  const body = { dataSource: 'mongodb-atlas', database: 'todo', collection: 'tasks' };
  const headers = { apiKey: apiKey.reveal() };
  return (await call('POST', '/app/todo/endpoint/data/v1/action/find', { body, headers })).status;
}

it('deploys the app and makes a key, once; later starts find both as they are', async () => {
  const first = await open();
  await served();
  expect(first).toMatchObject({ appId: 'todo', file: join(dataDir, 'example-app.json') });
  expect(statSync(join(dataDir, 'example-app.json')).mode & 0o777).toBe(0o600);
  expect(await find(first as ExampleApp)).toBe(200);
  const again = await open();
  expect(again?.apiKey.reveal()).toBe(first?.apiKey.reveal());
  expect((await api('GET', `/groups/${groupId}/apps/todo/versions`)).json.totalCount).toBe(1);
  expect((await api('GET', `/groups/${groupId}/apps/todo/apiKeys`)).json.totalCount).toBe(1);
});

it('a start that was interrupted before it kept the key is made good', async () => {
  const first = (await open()) as ExampleApp;
  rmSync(first.file);
  const second = (await open()) as ExampleApp;
  await served();
  expect(second.apiKey.reveal()).not.toBe(first.apiKey.reveal());
  await expect.poll(() => find(second)).toBe(200);
  await expect.poll(() => find(first)).toBe(401);
});

it('does not come back when it was deleted', async () => {
  await open();
  await served();
  await api('DELETE', `/groups/${groupId}/apps/todo`);
  await expect.poll(open).toBeUndefined();
});

it('is not there without the owner key; a damaged file says so', async () => {
  rmSync(bootstrapFile);
  expect(await open()).toBeUndefined();
  writeFileSync(join(dataDir, 'example-app.json'), '{}', { mode: 0o600 });
  await expect(open()).rejects.toThrow(/example-app\.json is damaged/);
});
