/** What one service changes, another one on the same store knows; and a store without change streams is followed as well. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { api, owner, type ApiCall, type Json, type KeyPair } from '../_harness/admin.ts';
import { docdb, everywhere } from '../api/admin/mounts/docdb-calls.ts';
import { makeLoopbackMongod, type LoopbackMongod } from '../mongo/loopback-mongod.ts';
import { runService, type RunningService } from './running-service.ts';

vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let mongod: LoopbackMongod;
let services: RunningService[] = [];
let stores = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'docgate-live-'));
  mongod = await makeLoopbackMongod();
  await mongod.start();
});
afterEach(async () => {
  for (const service of services) service.signal('SIGKILL');
  for (const service of services) await service.ended;
  services = [];
});
afterAll(async () => {
  await mongod[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const freshStore = (): string => `live_${process.pid}_${(stores += 1)}_${Date.now().toString(36)}`;

/** A service with two workers that opens nothing itself, with a data directory of its own. */
async function start(database: string, mongodbUri = inject('mongodbUri')): Promise<RunningService> {
  const dataDir = join(folder, `${database}-${services.length}`);
  const service = await runService(['--workers', '2', '--data-dir', dataDir, '--database', database], {
    MONGODB_URI: mongodbUri,
    DOCGATE_MASTER_KEY: 'k'.repeat(32),
    DOCGATE_BOOTSTRAP_PUBLIC_KEY: owner.publicKey,
    DOCGATE_BOOTSTRAP_PRIVATE_KEY: owner.privateKey,
  });
  services.push(service);
  return service;
}

/** Must be answered well. → the entity */
async function done(service: RunningService, method: string, path: string, call: ApiCall = {}): Promise<Json> {
  const { status, json } = await api(method, path, { ...call, at: service.url });
  expect([status < 300, json.errorCode]).toEqual([true, undefined]);
  return json;
}

/** A project with a data source, and a key that owns it and nothing else. */
async function project(service: RunningService, name: string): Promise<{ group: string; as: KeyPair }> {
  const { id, orgId } = await done(service, 'POST', '/groups', { body: { name } });
  const as = await done(service, 'POST', `/groups/${id}/apiKeys`, { body: { desc: name, roles: ['GROUP_OWNER'] } });
  await done(service, 'POST', `/orgs/${orgId}/apiKeys/${as.id}/accessList`, { body: [{ ipAddress: '127.0.0.1' }] });
  await done(service, 'POST', `/groups/${id}/dataSources`, { as, body: { name: 'own', uri: mongod.uri } });
  return { group: `/groups/${id}`, as };
}

describe('two services on one store', () => {
  it('open and close the same paths', async () => {
    const database = freshStore();
    const [first, second] = [await start(database), await start(database)];
    const { group, as } = await project(first, 'Orders');
    const shop = freshStore();
    const body = { database: shop, dataSource: 'own', auth: 'none' };
    const { id } = await done(first, 'POST', `${group}/mounts`, { as, body });
    await everywhere(200, 'GET', `/docdb/${shop}/things`, { at: second.url });
    await docdb('POST', `/docdb/${shop}/things`, { at: second.url, body: { _id: 1 } });
    expect((await docdb('GET', `/docdb/${shop}/things/1`, { at: first.url })).status).toBe(200);
    await done(second, 'DELETE', `${group}/mounts/${id}`, { as });
    await everywhere(404, 'GET', `/docdb/${shop}/things`, { at: first.url });
  });

  it('give the paths of a project to nobody else', async () => {
    const service = await start(freshStore());
    const [ours, theirs] = [await project(service, 'Ours'), await project(service, 'Theirs')];
    const shop = freshStore();
    const open = async ({ group, as }: typeof ours, scope: object) =>
      (await api('POST', `${group}/mounts`, { at: service.url, as, body: { dataSource: 'own', ...scope } })).json
        .errorCode;
    expect(await open(ours, { database: shop, collection: 'things' })).toBeUndefined();
    expect(await open(ours, { database: shop })).toBeUndefined();
    expect(await open(ours, { database: shop, collection: 'more' })).toBeUndefined();
    expect(await open(theirs, { database: shop, collection: 'others' })).toBe('MOUNT_OVERLAPS');
    expect(await open(theirs, { database: shop })).toBe('MOUNT_OVERLAPS');
    const wide = freshStore();
    expect(await open(ours, { database: wide, collection: 'things' })).toBeUndefined();
    expect(await open(theirs, { database: wide })).toBe('MOUNT_OVERLAPS');
    expect(await open(theirs, { database: wide, collection: 'others' })).toBeUndefined();
    expect(await open(theirs, { database: wide, collection: 'things' })).toBe('MOUNT_ALREADY_EXISTS');
  });

  it('decide between two who want the same at once', async () => {
    const service = await start(freshStore());
    const [ours, theirs] = [await project(service, 'Ours'), await project(service, 'Theirs')];
    for (let round = 0; round < 5; round++) {
      const database = freshStore();
      const scopes = [{ database }, { database, collection: 'things' }];
      const codes = await Promise.all(
        [ours, theirs].map(async ({ group, as }, index) => {
          const body = { dataSource: 'own', ...scopes[index] };
          return (await api('POST', `${group}/mounts`, { at: service.url, as, body })).json.errorCode as
            | string
            | undefined;
        }),
      );
      expect(codes.filter((code) => code === undefined)).toHaveLength(1);
      expect(codes).toContain('MOUNT_OVERLAPS');
    }
  });
});

describe('a store on a standalone server', () => {
  it('is looked at each second', async () => {
    await using standalone = await makeLoopbackMongod();
    await standalone.start();
    const service = await start(freshStore(), standalone.uri);
    const { group, as } = await project(service, 'Orders');
    const shop = freshStore();
    const body = { database: shop, dataSource: 'own', users: [{ username: 'web', password: 'correct-horse' }] };
    const { id } = await done(service, 'POST', `${group}/mounts`, { as, body });
    const web = ['web', 'correct-horse'] as const;
    await everywhere(200, 'GET', `/docdb/${shop}/things`, { at: service.url, as: web });
    await done(service, 'DELETE', `${group}/mounts/${id}/users/web`, { as });
    await everywhere(401, 'GET', `/docdb/${shop}/things`, { at: service.url, as: web });
    await done(service, 'DELETE', group);
    await everywhere(404, 'GET', `/docdb/${shop}/things`, { at: service.url, as: web });
  });
});
