import { MongoClient } from 'mongodb';
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import { createDataSources, type DataSources, type LinkedDataSource } from '../../src/mongo/index.ts';
import { drain, fill, freshNamespace, textLike } from './databases.ts';
import { makeLoopbackMongod, type LoopbackMongod } from './loopback-mongod.ts';

let mongod: LoopbackMongod;
let admin: MongoClient;
let sources: DataSources;

beforeAll(async () => {
  mongod = await makeLoopbackMongod();
  await mongod.start();
  admin = new MongoClient(mongod.uri);
});
afterEach(() => sources.close());
afterAll(async () => {
  await admin.close();
  await mongod[Symbol.asyncDispose]();
});

function open(lingerMs = 50): DataSources {
  return (sources = createDataSources([{ name: 'default', uri: inject('mongodbUri') }], { lingerMs }));
}

function linked(version: string, uri = `${mongod.uri}?appName=linked-${version}`): LinkedDataSource {
  return { id: 'project:1', version, apartFrom: 'default', config: () => ({ name: 'shop', uri }) };
}

async function connections(version: string): Promise<number> {
  const stages = [
    { $currentOp: { allUsers: true, idleConnections: true } },
    { $match: { appName: `linked-${version}` } },
  ];
  return (await admin.db('admin').aggregate(stages).toArray()).length;
}

it('is opened when it is first used, and closed when it is gone', async () => {
  open();
  await sources.get('default').ping();
  sources.link('projects', [linked('a')]);
  expect(await connections('a')).toBe(0);
  expect(sources.names()).toEqual(['default']);
  await fill(sources.get('project:1'), freshNamespace(), 1);
  expect(await connections('a')).toBeGreaterThan(0);
  sources.link('projects', []);
  expect(() => sources.get('project:1')).toThrow(expect.objectContaining({ code: 'UNEXPECTED_ERROR' }) as Error);
  await expect.poll(() => connections('a'), { timeout: 15_000 }).toBe(0);
});

it('leaves those of other owners alone', async () => {
  open();
  await sources.get('default').ping();
  sources.link('projects', [linked('a')]);
  const before = sources.get('project:1');
  sources.link('apps', []);
  expect(sources.get('project:1')).toBe(before);
});

it('stays when nothing about it has changed, and is another one when its version is', async () => {
  open();
  await sources.get('default').ping();
  sources.link('projects', [linked('a')]);
  const before = sources.get('project:1');
  sources.link('projects', [linked('a')]);
  expect(sources.get('project:1')).toBe(before);
  sources.link('projects', [linked('b')]);
  expect(sources.get('project:1')).not.toBe(before);
  await fill(sources.get('project:1'), freshNamespace(), 1);
  expect(await connections('b')).toBeGreaterThan(0);
});

it('lets running work end: a cursor that is open, and what a request does next', async () => {
  open(500);
  await sources.get('default').ping();
  sources.link('projects', [linked('c')]);
  const source = sources.get('project:1');
  const namespace = freshNamespace();
  await fill(source, namespace, 100);
  const reading = await source.find(namespace, { filter: {}, batchSize: 10 });
  sources.link('projects', []);
  expect((await drain(reading.rest())).length).toBeGreaterThan(0);
  expect(await source.count(namespace, {})).toBe(100);
  await expect.poll(() => connections('c'), { timeout: 15_000 }).toBe(0);
  await expect(source.count(namespace, {})).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
});

it.each(['127.0.0.1', 'localhost'])(
  'does not lead to the servers that it must keep apart from, as %s',
  async (host) => {
    open();
    await sources.get('default').ping();
    const uri = new URL(inject('mongodbUri'));
    uri.hostname = host;
    sources.link('projects', [linked('d', uri.href)]);
    await expect(sources.get('project:1').count(freshNamespace(), {})).rejects.toMatchObject({
      code: 'DATABASE_FORBIDDEN',
      status: 403,
      detail: textLike(/"shop" leads to a MongoDB that only this service itself may use/),
    });
  },
);
