/** Every action of the Data API, in the wire format of the reference (app-services.md §1). */
import { beforeAll, describe, expect, test } from 'vitest';
import {
  dataApi,
  deployApp,
  folder,
  freshDatabase,
  openRole,
  type DataCaller,
  type TestApp,
} from '../../_harness/data-api.ts';

const system = {
  'https_endpoints/gen_endpoints_config.json': { versions: ['v1', 'beta'], return_type: 'JSON', run_as_system: true },
};
const database = freshDatabase();
let app: TestApp;
let collections = 0;
const fresh = (): DataCaller => dataApi(app, database, `things${(collections += 1)}`);

beforeAll(async () => {
  app = await deployApp(folder(database, {}, system));
});

test('insert, find, update, delete: bodies and statuses', async () => {
  const things = fresh();
  const inserted = await things('insertOne', { document: { _id: 1, text: 'dishes', n: 1 } });
  expect([inserted.status, inserted.json]).toEqual([201, { insertedId: 1 }]);
  const many = await things('insertMany', {
    documents: [
      { _id: 2, n: 2 },
      { _id: 3, n: 3 },
    ],
  });
  expect([many.status, many.json]).toEqual([201, { insertedIds: [2, 3] }]);
  const one = await things('findOne', { filter: { n: { $gt: 1 } }, projection: { n: 1, _id: 0 } });
  expect([one.status, one.text]).toEqual([200, '{"document":{"n":2}}']);
  expect((await things('findOne', { filter: { n: 9 } })).text).toBe('{"document":null}');
  const found = await things('find', { filter: {}, sort: { n: -1 }, skip: 1, limit: 1 });
  expect(found.text).toBe('{"documents":[{"_id":2,"n":2}]}');
  expect((await things('find')).json.documents).toHaveLength(3);
  expect((await things('updateOne', { filter: { n: 1 }, update: { $set: { n: 10 } } })).json).toEqual({
    matchedCount: 1,
    modifiedCount: 1,
  });
  expect((await things('updateMany', { filter: {}, update: { $inc: { n: 1 } } })).json).toEqual({
    matchedCount: 3,
    modifiedCount: 3,
  });
  expect((await things('replaceOne', { filter: { _id: 1 }, replacement: { text: 'cat' } })).json).toEqual({
    matchedCount: 1,
    modifiedCount: 1,
  });
  expect((await things('aggregate', { pipeline: [{ $match: { n: { $gt: 1 } } }, { $count: 'n' }] })).json).toEqual({
    documents: [{ n: 2 }],
  });
  expect((await things('deleteOne', { filter: { _id: 1 } })).json).toEqual({ deletedCount: 1 });
  expect((await things('deleteMany', { filter: {} })).json).toEqual({ deletedCount: 2 });
});

test('an upsert tells the id that it made', async () => {
  const things = fresh();
  const { json, status } = await things('updateOne', { filter: { a: 1 }, update: { $set: { b: 1 } }, upsert: true });
  expect([status, json]).toEqual([
    200,
    { matchedCount: 0, modifiedCount: 0, upsertedId: expect.stringMatching(/^[0-9a-f]{24}$/) },
  ]);
  const replaced = await things('replaceOne', { filter: { _id: 'x' }, replacement: { b: 2 }, upsert: true });
  expect(replaced.json.upsertedId).toBe('x');
});

test('find answers 1,000 unless asked for more; aggregate answers all', async () => {
  const things = fresh();
  await things('insertMany', { documents: Array.from({ length: 1500 }, (_, _id) => ({ _id })) });
  expect((await things('find')).json.documents).toHaveLength(1000);
  expect((await things('find', { limit: 1200 })).json.documents).toHaveLength(1200);
  expect((await things('aggregate', { pipeline: [] })).json.documents).toHaveLength(1500);
  const over = await things('find', { limit: 50_001 });
  expect([over.status, over.json.error_code]).toEqual([400, 'InvalidParameter']);
});

test('beyond the Atlas Data API: count, distinct, findOneAnd…, bulkWrite', async () => {
  const things = fresh();
  await things('insertMany', {
    documents: [
      { _id: 1, k: 'a' },
      { _id: 2, k: 'b' },
      { _id: 3, k: 'b' },
    ],
  });
  expect((await things('countDocuments', { filter: { k: 'b' } })).json).toEqual({ count: 2 });
  expect((await things('countDocuments', { limit: 1 })).json).toEqual({ count: 1 });
  expect((await things('distinct', { field: 'k' })).json).toEqual({ values: ['a', 'b'] });
  const before = await things('findOneAndUpdate', { filter: { _id: 1 }, update: { $set: { k: 'c' } } });
  expect(before.json).toEqual({ document: { _id: 1, k: 'a' } });
  const after = await things('findOneAndUpdate', {
    filter: {},
    sort: { _id: -1 },
    update: { $set: { k: 'd' } },
    projection: { k: 1 },
    returnNewDocument: true,
  });
  expect(after.json).toEqual({ document: { _id: 3, k: 'd' } });
  const replaced = await things('findOneAndReplace', {
    filter: { _id: 2 },
    replacement: { z: 1 },
    returnNewDocument: true,
  });
  expect(replaced.json).toEqual({ document: { _id: 2, z: 1 } });
  expect((await things('findOneAndDelete', { filter: { _id: 2 } })).json).toEqual({ document: { _id: 2, z: 1 } });
  expect((await things('findOneAndDelete', { filter: { _id: 2 } })).json).toEqual({ document: null });
  const bulk = await things('bulkWrite', {
    operations: [
      { insertOne: { document: { _id: 9 } } },
      { updateOne: { filter: { _id: 9 }, update: { $set: { a: 1 } } } },
      { replaceOne: { filter: { _id: 8 }, replacement: { a: 2 }, upsert: true } },
      { deleteMany: { filter: { k: 'c' } } },
    ],
  });
  expect(bulk.json).toMatchObject({
    insertedCount: 1,
    insertedIds: { 0: 9 },
    matchedCount: 1,
    modifiedCount: 1,
    deletedCount: 1,
    upsertedCount: 1,
    upsertedIds: { 2: 8 },
  });
});

describe('formats', () => {
  const document = {
    _id: { $oid: '6193504e1be4ab27791c8133' },
    int: { $numberInt: '10' },
    long: { $numberLong: '9007199254740993' },
    double: { $numberDouble: '10.5' },
    decimal: { $numberDecimal: '9823.1297' },
    date: { $date: { $numberLong: '1641954803067' } },
    binary: { $binary: { base64: 'AAEC', subType: '05' } },
    regex: { $regularExpression: { pattern: '^H', options: 'i' } },
    timestamp: { $timestamp: { t: 1565545664, i: 1 } },
    min: { $minKey: 1 },
  };

  test('Extended JSON is understood whatever the content type says, and answered canonically', async () => {
    const things = fresh();
    for (const [index, type] of [
      'application/json',
      'application/ejson',
      'application/x-www-form-urlencoded',
      'text/plain',
    ].entries()) {
      const headers = { 'content-type': type, accept: 'application/ejson' };
      const given = { ...document, _id: index };
      const { status, json } = await things('insertOne', { document: given }, { headers });
      expect([status, json]).toEqual([201, { insertedId: { $numberInt: String(index) } }]);
    }
    await things('insertOne', { document });
    const { text, headers } = await things(
      'findOne',
      { filter: { _id: document._id } },
      { headers: { accept: 'application/ejson' } },
    );
    expect(headers.get('content-type')).toBe('application/ejson');
    expect(JSON.parse(text)).toEqual({ document });
    const counts = await things(
      'updateOne',
      { filter: { _id: document._id }, update: { $set: { a: 1 } } },
      { headers: { accept: 'application/ejson' } },
    );
    expect(counts.json).toEqual({ matchedCount: { $numberInt: '1' }, modifiedCount: { $numberInt: '1' } });
  });

  test('JSON is written as Go writes it', async () => {
    const things = fresh();
    await things('insertOne', { document });
    const { text } = await things('findOne');
    expect(text).toBe(
      '{"document":{"_id":"6193504e1be4ab27791c8133","int":10,"long":9007199254740993,"double":10.5,"decimal":"9823.1297",' +
        '"date":"2022-01-12T02:33:23.067Z","binary":{"Subtype":5,"Data":"AAEC"},"regex":{"Pattern":"^H","Options":"i"},' +
        '"timestamp":{"T":1565545664,"I":1},"min":{}}}',
    );
  });

  test('without a wish the app’s return_type decides', async () => {
    const config = { versions: ['v1'], return_type: 'EJSON', run_as_system: true };
    const other = await deployApp(folder(database, {}, { 'https_endpoints/gen_endpoints_config.json': config }));
    const things = dataApi(other, database, 'format');
    await things('insertOne', { document: { _id: 1 } });
    for (const accept of ['*/*', 'text/html', 'text/html, */*;q=0.1'])
      expect((await things('findOne', {}, { headers: { accept } })).json).toEqual({
        document: { _id: { $numberInt: '1' } },
      });
    expect((await things('findOne', {}, { headers: { accept: 'application/json' } })).json).toEqual({
      document: { _id: 1 },
    });
  });
});

describe('errors', () => {
  test.each<[string, object, string]>([
    ['insertOne', {}, 'MissingParameter'],
    ['insertOne', { document: 5 }, 'InvalidParameter'],
    ['insertMany', { documents: [] }, 'InvalidParameter'],
    ['updateOne', { filter: {} }, 'MissingParameter'],
    ['find', { filtre: {} }, 'InvalidParameter'],
    ['find', { filter: { a: { $oid: 'x' } } }, 'BadRequest'],
    ['find', { filter: { $nonsense: 1 } }, 'MongoDBError'],
    ['aggregate', { pipeline: [{ $nonsense: 1 }] }, 'MongoDBError'],
    ['updateOne', { filter: {}, update: { a: 1 } }, 'MongoDBError'],
  ])('%s %j: 400 %s', async (action, body, code) => {
    const { status, json } = await fresh()(action, body);
    expect([status, json.error_code]).toEqual([400, code]);
  });

  test('a key that is taken: 400 MongoDBError', async () => {
    const things = fresh();
    await things('insertOne', { document: { _id: 1 } });
    const { status, json } = await things('insertOne', { document: { _id: 1 } });
    expect([status, json.error_code]).toEqual([400, 'MongoDBError']);
    expect(json.error).toMatch(/duplicate key/i);
  });

  test('a data source that the app does not link, and databases that are the server’s or the service’s', async () => {
    const things = fresh();
    const unknown = await things('find', { dataSource: 'nothing' });
    expect([unknown.status, unknown.json]).toMatchObject([
      400,
      { error: "service not found: 'nothing'", error_code: 'ServiceNotFound' },
    ]);
    for (const closed of ['admin', 'local', 'config', 'docgate', 'DOCGATE']) {
      const { status, json } = await things('find', { database: closed });
      expect([closed, status, json.error_code]).toEqual([closed, 403, 'NoMatchingRuleFound']);
    }
  });

  test('unknown actions and versions', async () => {
    const nothing = await fresh()('findAll');
    expect([nothing.status, nothing.json.error_code]).toEqual([404, undefined]);
  });
});

test('no role, no way: the text of the original', async () => {
  const closed = await deployApp(
    folder(
      database,
      { known: { rules: { roles: [openRole] } } },
      {
        'https_endpoints/gen_endpoints_config.json': {
          versions: ['v1'],
          return_type: 'JSON',
          run_as_user_id: '6193504e1be4ab27791c8133',
        },
      },
    ),
  );
  const { status, json } = await dataApi(closed, database, 'unknown')('find');
  expect([status, json.error_code]).toEqual([401, 'InvalidSession']);
});
