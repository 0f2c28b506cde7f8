import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BSON, type DataSource, type DataSources, type Namespace } from '../../src/mongo/index.ts';
import { connectToRun, fill, freshNamespace } from './databases.ts';

let sources: DataSources;
let source: DataSource;
let namespace: Namespace;

beforeAll(() => {
  sources = connectToRun();
  source = sources.get('main');
});
beforeEach(() => {
  namespace = freshNamespace();
});
afterAll(() => sources.close());

describe('a transaction', () => {
  it('writes all', async () => {
    await source.insertOne(namespace, { _id: 0 });
    await source.transaction(async ({ session, collection }) => {
      await collection(namespace).insertMany([{ n: 1 }, { n: 2 }], { session });
    });
    expect(await source.count(namespace, {})).toBe(3);
  });

  it('that fails leaves nothing', async () => {
    await source.insertOne(namespace, { _id: 'kept' });
    const failing = source.transaction(async ({ session, collection }) => {
      await collection(namespace).updateMany({}, { $set: { changed: true } }, { session });
      throw new Error('refused after all');
    });
    await expect(failing).rejects.toMatchObject({ code: 'UNEXPECTED_ERROR' });
    expect(await source.count(namespace, { changed: true })).toBe(0);
  });

  it('runs again when another one was first: nothing is lost', async () => {
    const counter = namespace;
    await source.insertOne(counter, { _id: 'count', n: 0 });
    const increase = () =>
      source.transaction(async ({ session, collection }) => {
        const found = await collection(counter).findOne({}, { session });
        await collection(counter).updateOne({}, { $set: { n: new BSON.Int32(Number(found?.['n']) + 1) } }, { session });
      });
    await Promise.all(Array.from({ length: 8 }, increase));
    expect(await source.count(counter, { n: 8 })).toBe(1);
  });

  it('keeps the types of what it reads as raw BSON', async () => {
    const document = { n: BSON.Long.fromString('9007199254740993'), d: new BSON.Double(1), i: new BSON.Int32(1) };
    await source.insertOne(namespace, { ...document });
    const read = await source.transaction(({ session, collection }) =>
      collection(namespace).findOne({}, { session, raw: true }),
    );
    if (!Buffer.isBuffer(read)) throw new Error('not raw');
    expect(BSON.deserialize(read, { promoteValues: false })).toMatchObject(document);
  });

  it('tells of a key that is taken as any write does', async () => {
    await source.insertOne(namespace, { _id: 'taken' });
    const failing = source.transaction(({ session, collection }) =>
      collection(namespace).updateOne({ kind: 'new' }, { $setOnInsert: { _id: 'taken' } }, { session, upsert: true }),
    );
    await expect(failing).rejects.toMatchObject({ code: 'DUPLICATE_KEY' });
  });
});

describe('updates', () => {
  it('change one of many, and say what an upsert has inserted', async () => {
    await fill(source, namespace, 3);
    expect(await source.updateOne(namespace, {}, { $set: { a: 1 } })).toEqual({ matchedCount: 1, modifiedCount: 1 });
    const upserted = await source.updateMany(namespace, { _id: 'new' }, { $set: { a: 1 } }, { upsert: true });
    expect(upserted).toEqual({ matchedCount: 0, modifiedCount: 0, upsertedId: 'new' });
    expect(await source.replaceOne(namespace, { _id: 'other' }, { b: 1 }, { upsert: true })).toMatchObject({
      upsertedId: 'other',
    });
  });

  it('reach into arrays by filters', async () => {
    await source.insertOne(namespace, { _id: 1, scores: [1, 5, 9] });
    await source.updateOne(namespace, {}, { $set: { 'scores.$[high]': 10 } }, { arrayFilters: [{ high: { $gt: 4 } }] });
    expect(await source.count(namespace, { scores: [1, 10, 10] })).toBe(1);
  });
});

it('finds and deletes one, in order', async () => {
  await fill(source, namespace, 3);
  const deleted = await source.findOneAndDelete(namespace, {}, { sort: { _id: -1 }, projection: { _id: 1 } });
  expect(deleted && BSON.deserialize(deleted)).toEqual({ _id: 2 });
  expect(await source.findOneAndDelete(namespace, { _id: 'nobody' })).toBeUndefined();
});

it('says what is wrong with a question for different values', async () => {
  await fill(source, namespace, 1);
  const wrong = source.distinct(namespace, 'group', { $nonsense: 1 });
  await expect(wrong).rejects.toMatchObject({ code: 'INVALID_OPERATION' });
});

it('lists the different values of a field', async () => {
  await fill(source, namespace, 25);
  const values = await source.distinct(namespace, 'group', { _id: { $gte: 5 } });
  expect(values.map(Number).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
