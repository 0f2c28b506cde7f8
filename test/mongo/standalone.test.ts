import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDataSources, toProblem, type DataSource, type DataSources } from '../../src/mongo/index.ts';
import { drain, fill, freshNamespace, textLike } from './databases.ts';
import { makeLoopbackMongod, type LoopbackMongod } from './loopback-mongod.ts';

let mongod: LoopbackMongod;
let sources: DataSources;
let source: DataSource;

beforeAll(async () => {
  mongod = await makeLoopbackMongod();
  await mongod.start();
  const uri = `${mongod.uri}?serverSelectionTimeoutMS=500`;
  sources = createDataSources([
    { name: 'old', uri },
    { name: 'plain', uri, retryWrites: false },
  ]);
  source = sources.get('old');
});
afterAll(async () => {
  await sources.close();
  await mongod[Symbol.asyncDispose]();
});

it('says what a standalone server lacks, and the mend', async () => {
  expect(await source.capabilities()).toEqual({
    deployment: 'standalone server',
    transactions: false,
    changeStreams: false,
    retryableWrites: false,
  });
  await expect(source.require('transactions')).rejects.toMatchObject({
    code: 'NOT_SUPPORTED_BY_DATA_SOURCE',
    detail: textLike(/"old" is a standalone server and offers no transactions.*--replSet/),
  });
});

it.each(['old', 'plain'])('does every plain read and write (%s)', async (name) => {
  const plain = sources.get(name);
  const namespace = freshNamespace();
  await fill(plain, namespace, 1500);
  await plain.insertOne(namespace, { _id: 'one' });
  await plain.updateMany(namespace, { group: 1 }, { $set: { seen: true } });
  await plain.replaceOne(namespace, { _id: 'two' }, { a: 1 }, { upsert: true });
  await plain.findOneAndUpdate(namespace, { _id: 'two' }, { $inc: { a: 1 } });
  await plain.deleteOne(namespace, { _id: 'one' });
  expect(await plain.count(namespace, { seen: true })).toBe(150);
  const found = await plain.find(namespace, { filter: {} });
  const bytes = found.firstBatch.length + (await drain(found.rest())).length;
  expect(bytes).toBeGreaterThan(1500 * 20);
});

it('translates what the server itself says of transactions', async () => {
  const db = await source.database('transactions');
  const session = db.client.startSession();
  session.startTransaction();
  const error: unknown = await db
    .collection('c')
    .insertOne({}, { session })
    .catch((thrown: unknown) => thrown);
  expect(toProblem(error, 'old')).toMatchObject({ code: 'NOT_SUPPORTED_BY_DATA_SOURCE' });
  await session.endSession();
});

it('answers 503 while the server is away, whatever is asked, and recovers by itself', { timeout: 60_000 }, async () => {
  const namespace = freshNamespace();
  await fill(source, namespace, 2000);
  const open = await source.find(namespace, { filter: {}, batchSize: 10 });
  const running = source
    .find(namespace, { filter: { $where: 'sleep(1000); return true' } })
    .catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await mongod.kill();
  const unavailable = { code: 'DATABASE_UNAVAILABLE', status: 503, headers: { 'Retry-After': '5' } };
  expect(await running).toMatchObject(unavailable);
  await expect(drain(open.rest())).rejects.toMatchObject(unavailable);
  const failed = source.find(namespace, { filter: {}, limit: 1 });
  await expect(failed).rejects.toMatchObject(unavailable);
  await expect(failed).rejects.not.toMatchObject({ detail: textLike(/127\.0\.0\.1/) });
  await expect(source.insertOne(namespace, {})).rejects.toMatchObject(unavailable);
  await expect(source.ping()).rejects.toMatchObject(unavailable);
  await mongod.start();
  await expect.poll(() => source.count(namespace, {}).catch(() => 'not yet'), { timeout: 40_000 }).toBe(2000);
});

it('is made while its server is away, and connects when it comes', { timeout: 60_000 }, async () => {
  await using late = await makeLoopbackMongod();
  const lateSources = createDataSources([{ name: 'late', uri: `${late.uri}?serverSelectionTimeoutMS=300` }]);
  const lateSource = lateSources.get('late');
  await expect(lateSource.ping()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  await expect(lateSource.ping()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  await late.start();
  await expect
    .poll(
      () =>
        lateSource.ping().then(
          () => 'there',
          () => 'away',
        ),
      { timeout: 40_000 },
    )
    .toBe('there');
  await lateSources.close();
});
