import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDataSources, type DataSource, type DataSources, type Document } from '../../src/mongo/index.ts';
import { drain, fill, freshNamespace } from './databases.ts';
import { makeLoopbackMongod, type LoopbackMongod } from './loopback-mongod.ts';

let mongod: LoopbackMongod;
let sources: DataSources;
let source: DataSource;
const namespace = freshNamespace();

beforeAll(async () => {
  mongod = await makeLoopbackMongod(['--setParameter', 'enableTestCommands=1']);
  await mongod.start();
  sources = createDataSources([
    { name: 'main', uri: mongod.uri },
    { name: 'once', uri: `${mongod.uri}?retryReads=false` },
  ]);
  source = sources.get('main');
  await fill(source, namespace, 50);
});
afterAll(async () => {
  await sources.close();
  await mongod[Symbol.asyncDispose]();
});

/** https://github.com/mongodb/mongo/wiki/The-failCommand-fail-point */
async function fail(times: number, data: Document): Promise<void> {
  const admin = await source.database('admin');
  await admin.command({ configureFailPoint: 'failCommand', mode: { times }, data });
}

const failures: [string, Document][] = [
  ['a server that shuts down', { errorCode: 11_600 }],
  ['a primary that stepped down', { errorCode: 10_107 }],
  ['a lost connection', { closeConnection: true }],
];

it.each(failures)('tries a find again, once, after %s', async (_what, failure) => {
  await fail(1, { failCommands: ['find'], ...failure });
  for (const limit of [0, 1]) expect((await source.find(namespace, { filter: {}, limit })).exhausted).toBe(true);
  await fail(2, { failCommands: ['find'], ...failure });
  await expect(source.find(namespace, { filter: {} })).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  expect((await source.find(namespace, { filter: {} })).exhausted).toBe(true);
});

it('does not try again where retryReads is off, or where the filter is wrong', async () => {
  const once = sources.get('once');
  await once.ping();
  await fail(1, { failCommands: ['find'], errorCode: 11_600 });
  await expect(once.find(namespace, { filter: {} })).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  await fail(1, { failCommands: ['find'], errorCode: 2 });
  await expect(source.find(namespace, { filter: {} })).rejects.toMatchObject({ code: 'INVALID_OPERATION' });
});

it('ends a read whose next batch fails, for it cannot be had again', async () => {
  const result = await source.find(namespace, { filter: {}, batchSize: 10 });
  await fail(1, { failCommands: ['getMore'], closeConnection: true });
  await expect(drain(result.rest())).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
});
