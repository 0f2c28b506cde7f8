import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDataSources, type DataSource, type DataSources, type Document } from '../../src/mongo/index.ts';
import { freshNamespace } from './databases.ts';
import { makeLoopbackMongod, type LoopbackMongod } from './loopback-mongod.ts';

let mongod: LoopbackMongod;
let sources: DataSources;
let source: DataSource;

beforeAll(async () => {
  mongod = await makeLoopbackMongod(['--replSet', 'again', '--setParameter', 'enableTestCommands=1']);
  await mongod.start();
  await mongod.initiate('again');
  sources = createDataSources([
    { name: 'main', uri: mongod.uri },
    { name: 'once', uri: `${mongod.uri}?retryWrites=false` },
    { name: 'two', uri: `${mongod.uri}?w=2&wtimeoutMS=100` },
  ]);
  source = sources.get('main');
});
afterAll(async () => {
  await sources.close();
  await mongod[Symbol.asyncDispose]();
});

/** https://github.com/mongodb/mongo/wiki/The-failCommand-fail-point */
async function failInserts(times: number, failure: Document): Promise<void> {
  const admin = await source.database('admin');
  const data = { failCommands: ['insert'], ...failure };
  await admin.command({ configureFailPoint: 'failCommand', mode: { times }, data });
}

const failures: [string, Document][] = [
  ['a server that shuts down', { errorCode: 11_600, errorLabels: ['RetryableWriteError'] }],
  ['a primary that stepped down', { errorCode: 10_107, errorLabels: ['RetryableWriteError'] }],
  ['a lost connection', { closeConnection: true }],
];

it.each(failures)('is sent again, once, after %s', async (_what, failure) => {
  const namespace = freshNamespace();
  await failInserts(1, failure);
  expect(await source.insertOne(namespace, { _id: 1 })).toEqual({ insertedId: 1 });
  await failInserts(2, failure);
  await expect(source.insertOne(namespace, { _id: 2 })).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  expect(await source.count(namespace, {})).toBe(1);
  expect(await source.insertOne(namespace, { _id: 2 })).toEqual({ insertedId: 2 });
});

it('is done once where the server did it and could not say so', async () => {
  const namespace = freshNamespace();
  const writeConcernError = { code: 91, errmsg: 'shutdown in progress', errorLabels: ['RetryableWriteError'] };
  await failInserts(1, { writeConcernError, errorLabels: ['RetryableWriteError'] });
  expect(await source.insertOne(namespace, { _id: 1 })).toEqual({ insertedId: 1 });
  expect(await source.count(namespace, {})).toBe(1);
});

it('loses nothing of many at once when one of them loses its connection', async () => {
  const namespace = freshNamespace();
  await failInserts(1, { closeConnection: true });
  const numbers = Array.from({ length: 100 }, (_, index) => index);
  const outcomes = await Promise.allSettled(numbers.map((_id) => source.insertOne(namespace, { _id })));
  const done = outcomes.filter(({ status }) => status === 'fulfilled').length;
  expect(await source.count(namespace, {})).toBe(done);
  // The driver itself gives one up now and then, which waits for the pool a second time.
  expect(done).toBeGreaterThan(90);
});

it('is not sent again where that may not be, or would not help', async () => {
  const namespace = freshNamespace();
  const once = sources.get('once');
  await failInserts(1, { closeConnection: true });
  await expect(once.insertOne(namespace, { _id: 1 })).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  await failInserts(1, { errorCode: 2 });
  await expect(source.insertOne(namespace, { _id: 1 })).rejects.toMatchObject({ code: 'INVALID_OPERATION' });
  expect(await source.count(namespace, {})).toBe(0);
});

it('fails where its write concern is not kept, as other writes do', async () => {
  const [two, namespace] = [sources.get('two'), freshNamespace()];
  const failure = { code: 'DATABASE_UNAVAILABLE' };
  await expect(two.insertOne(namespace, { _id: 1 })).rejects.toMatchObject(failure);
  await expect(two.updateOne(namespace, { _id: 1 }, { $set: { n: 1 } })).rejects.toMatchObject(failure);
});
