import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BSON, ObjectId, type DataSource, type DataSources, type Namespace } from '../../src/mongo/index.ts';
import { connectToRun, fill, freshNamespace, textLike } from './databases.ts';

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

describe('insert', () => {
  it('makes an _id where there is none, and keeps the one that is there', async () => {
    const { insertedId } = await source.insertOne(namespace, { a: 1 });
    expect(insertedId).toBeInstanceOf(ObjectId);
    expect(await source.insertOne(namespace, { _id: 'mine' })).toEqual({ insertedId: 'mine' });
  });

  it('answers the _ids of many in their order', async () => {
    const { insertedIds } = await source.insertMany(namespace, [{ _id: 2 }, { _id: 1 }, {}]);
    expect(insertedIds).toEqual([2, 1, expect.any(ObjectId)]);
    expect(await source.insertMany(namespace, [])).toEqual({ insertedIds: [] });
  });

  it('refuses a name that no database has', async () => {
    const dotted = { ...namespace, database: 'a.b' };
    await expect(source.insertOne(dotted, {})).rejects.toMatchObject({ code: 'INVALID_OPERATION' });
    await expect(source.insertOne(namespace, { a: 1 })).resolves.toHaveProperty('insertedId');
  });

  it('knows a key that is taken however its text is cut', async () => {
    const keys = ['', 'a', 'aa', 'aaa'].map((start) => start + '€'.repeat(200));
    for (const _id of keys) {
      await source.insertOne(namespace, { _id });
      await expect(source.insertOne(namespace, { _id })).rejects.toMatchObject({ code: 'DUPLICATE_KEY' });
    }
  });

  it('names the key that is taken, and no other data', async () => {
    const db = await source.database(namespace.database);
    await db.collection(namespace.collection).createIndex({ email: 1, 'site.name': 1 }, { unique: true });
    await source.insertOne(namespace, { email: 'a@b.c', site: { name: 'x' }, secret: 's3cret' });
    const second = source.insertOne(namespace, { email: 'a@b.c', site: { name: 'x' } });
    await expect(second).rejects.toMatchObject({
      code: 'DUPLICATE_KEY',
      detail: textLike(/\{ email: "a@b.c", site.name: "x" \}/),
      errors: [
        { path: '/email', message: 'is taken in index email_1_site.name_1' },
        { path: '/site/name', message: 'is taken in index email_1_site.name_1' },
      ],
    });
    await expect(second).rejects.not.toMatchObject({ detail: textLike(/s3cret/) });
  });

  it('says how many of many are in when one is refused', async () => {
    await source.insertOne(namespace, { _id: 'c' });
    const many = source.insertMany(namespace, [{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }, { _id: 'd' }]);
    await expect(many).rejects.toMatchObject({
      code: 'DUPLICATE_KEY',
      detail: textLike(/^2 of 4 documents were inserted.*_id: "c"/),
      errors: [{ path: '/2/_id' }],
    });
    expect(await source.count(namespace, {})).toBe(3);
  });

  it('refuses documents that are too large or too deep', async () => {
    const large = { text: 'x'.repeat(17 * 1024 * 1024) };
    await expect(source.insertOne(namespace, large)).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    await expect(source.insertMany(namespace, [large])).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    let deep: BSON.Document = {};
    for (let depth = 0; depth < 10_000; depth++) deep = { deep };
    await expect(source.insertOne(namespace, deep)).rejects.toMatchObject({ code: 'INVALID_OPERATION' });
    await expect(source.find(namespace, { filter: large })).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    expect(await source.count(namespace, {})).toBe(0);
  });

  it('says where a document does not fit the validator', async () => {
    const db = await source.database(namespace.database);
    const item = { bsonType: 'object', properties: { price: { bsonType: 'number' } } };
    const $jsonSchema = {
      required: ['name', 'age'],
      properties: { age: { bsonType: 'int', minimum: 18 }, items: { bsonType: 'array', items: item } },
    };
    await db.createCollection(namespace.collection, { validator: { $jsonSchema } });
    const wrong = { age: 17, items: [{ price: 1 }, { price: 'dear' }] };
    const errors = [
      { path: '/age', message: textLike(/18/) },
      { path: '/items/1/price', message: textLike(/number/) },
      { path: '/name', message: 'is required' },
    ];
    const problem = { code: 'DOCUMENT_VALIDATION_FAILED', status: 400, errors };
    await expect(source.insertOne(namespace, { ...wrong })).rejects.toMatchObject(problem);
    await source.insertOne(namespace, { _id: 1, name: 'n', age: 20 });
    const replaced = source.findOneAndReplace(namespace, { _id: 1 }, wrong);
    await expect(replaced).rejects.toMatchObject(problem);
  });
});

describe('update and delete', () => {
  beforeEach(() => fill(source, namespace, 20));

  it('counts what matched and what changed', async () => {
    const set = { $set: { group: 3 } };
    expect(await source.updateMany(namespace, { group: { $in: [3, 4] } }, set)).toEqual({
      matchedCount: 4,
      modifiedCount: 2,
    });
    const pipeline = [{ $set: { twice: { $multiply: ['$group', 2] } } }];
    expect(await source.updateMany(namespace, {}, pipeline)).toEqual({ matchedCount: 20, modifiedCount: 20 });
  });

  it('passes on what MongoDB says of a wrong update', async () => {
    const wrong = [{ $nonsense: { a: 1 } }, { a: 1 }, { $set: { _id: 1 } }];
    for (const update of wrong) {
      const failed = source.updateMany(namespace, {}, update);
      await expect(failed).rejects.toMatchObject({ code: 'INVALID_OPERATION', detail: textLike(/\w/) });
    }
  });

  it('tells a replacement from a creation', async () => {
    const upsert = true;
    const replaced = await source.replaceOne(namespace, { _id: 1 }, { new: true }, { upsert });
    expect(replaced).toEqual({ matchedCount: 1, modifiedCount: 1, created: false });
    const created = await source.replaceOne(namespace, { _id: 'new' }, { new: true }, { upsert });
    expect(created).toEqual({ matchedCount: 0, modifiedCount: 0, upsertedId: 'new', created: true });
    const missed = await source.replaceOne(namespace, { _id: 'absent' }, { new: true });
    expect(missed).toEqual({ matchedCount: 0, modifiedCount: 0, created: false });
  });

  it('answers the document of findOneAndUpdate as raw bytes, its fields in their order', async () => {
    await source.insertOne(
      namespace,
      new Map<string, unknown>([
        ['_id', 'ordered'],
        ['b', 1],
        ['2', 2],
        ['1', 3],
      ]),
    );
    const updated = await source.findOneAndUpdate(namespace, { _id: 'ordered' }, { $inc: { b: 1 } });
    expect(fieldNames(updated)).toEqual(['_id', 'b', '2', '1']);
    expect(BSON.deserialize(updated as Buffer)).toEqual({ _id: 'ordered', b: 2, '2': 2, '1': 3 });
    const before = await source.findOneAndUpdate(
      namespace,
      { _id: 5 },
      { $set: { group: 9 } },
      { returnDocument: 'before' },
    );
    expect(BSON.deserialize(before as Buffer)).toMatchObject({ group: 5 });
    expect(await source.findOneAndUpdate(namespace, { _id: 'absent' }, { $inc: { b: 1 } })).toBeUndefined();
  });

  it('lets one of two racing writers win by a guard in the filter', async () => {
    const guarded = { _id: 1, $expr: { $eq: ['$group', 1] } };
    const replace = (writer: string) => source.findOneAndReplace(namespace, guarded, { writer });
    const outcomes = await Promise.all(Array.from({ length: 8 }, (_, index) => replace(`writer ${index}`)));
    expect(outcomes.filter((document) => document !== undefined)).toHaveLength(1);
  });

  it('deletes one or all that match', async () => {
    expect(await source.deleteOne(namespace, { group: 1 })).toEqual({ deletedCount: 1 });
    expect(await source.deleteMany(namespace, { group: { $lt: 3 } })).toEqual({ deletedCount: 5 });
    expect(await source.deleteOne(namespace, { _id: 'absent' })).toEqual({ deletedCount: 0 });
    expect(await source.count(namespace, {})).toBe(14);
    expect(await source.count(namespace, { group: 5 }, { maxTimeMs: 5000 })).toBe(2);
    expect(await source.estimatedCount(namespace)).toBe(14);
  });

  it('compares the texts of a filter as the collation says, not as the collection does', async () => {
    const db = await source.database(namespace.database);
    await db.createCollection('caseless', { collation: { locale: 'en', strength: 2 } });
    const caseless = { ...namespace, collection: 'caseless' };
    await source.insertMany(caseless, [{ _id: 1, tag: 'A' }]);
    const [filter, other, set] = [{ tag: 'A' }, { tag: 'a' }, { $set: { seen: 1 } }];
    const exact = { collation: { locale: 'simple' } };
    expect(await source.updateMany(caseless, other, set, exact)).toEqual({ matchedCount: 0, modifiedCount: 0 });
    expect(await source.findOneAndUpdate(caseless, other, set, exact)).toBeUndefined();
    expect(await source.findOneAndReplace(caseless, other, { tag: 'b' }, exact)).toBeUndefined();
    expect(await source.replaceOne(caseless, other, { tag: 'b' }, exact)).toMatchObject({ matchedCount: 0 });
    expect(await source.deleteOne(caseless, other, exact)).toEqual({ deletedCount: 0 });
    expect(await source.deleteMany(caseless, other, exact)).toEqual({ deletedCount: 0 });
    expect(await source.findOneAndUpdate(caseless, filter, set, exact)).toBeDefined();
    expect(await source.deleteOne(caseless, other)).toEqual({ deletedCount: 1 });
  });

  it('ends a write at the time that it may take', async () => {
    const slow = { $where: 'sleep(20); return true' };
    const failed = source.updateMany(namespace, slow, { $set: { late: true } }, { maxTimeMs: 30 });
    await expect(failed).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT' });
  });
});

function fieldNames(document: Uint8Array | undefined): string[] {
  const names: string[] = [];
  for (const [, nameOffset, nameLength] of BSON.onDemand.parseToElements(document as Uint8Array)) {
    names.push(Buffer.from((document as Uint8Array).subarray(nameOffset, nameOffset + nameLength)).toString());
  }
  return names;
}
