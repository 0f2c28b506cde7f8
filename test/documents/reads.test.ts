import { describe, expect, test } from 'vitest';
import { BSON } from '../../src/mongo/index.ts';
import { all, one, outcome, system, testCollection } from './collection.ts';
import { byField, byPattern, nobody, open, owner, perDocument } from './rules.ts';

const collection = testCollection();
const { as, fill } = collection;

const documents = [
  { _id: 1, owner: 'a', name: 'x', secret: 10, tags: ['p', 'q'] },
  { _id: 2, owner: 'b', name: 'y', secret: 20, tags: ['q'], sharedBy: 'b' },
  { _id: 3, owner: 'a', name: 'z', secret: 30 },
];
const [first, second, third] = documents;
const short = documents.map(({ _id, owner: of, name }) => ({ _id, owner: of, name }));

describe.each([
  ['the system user', system, undefined, [first, second, third]],
  ['an open role', 'a', open, [first, second, third]],
  ['a role that a query decides', 'a', owner, [first, third]],
  ['a role that looks at each document', 'a', perDocument, [first, second, third]],
  ['the same for another', 'c', perDocument, [second]],
  ['a filter with a pattern', 'a', byPattern, [first, third]],
  ['fields for others', 'a', byField, [first, short[1], third]],
  ['fields only', 'c', byField, short],
  ['a role that never applies', 'a', nobody, []],
])('%s', (_title, user, rules, seen) => {
  test('finds what is to be seen, of all or of some', async () => {
    await fill(...documents);
    const collectionOfUser = as(user, { rules });
    expect(await all(await collectionOfUser.find({}))).toEqual(seen);
    const inReverse = { sort: { _id: -1 } };
    expect(await all(await collectionOfUser.find(inReverse))).toEqual(seen.toReversed());
    expect(await all(await collectionOfUser.find({ ...inReverse, skip: 1, limit: 1 }))).toEqual(
      seen.toReversed().slice(1, 2),
    );
    const names = seen.map((document) => ({ name: document?.name }));
    expect(await all(await collectionOfUser.find({ projection: { name: 1, _id: 0 } }))).toEqual(names);
    expect(one(await collectionOfUser.findOne({}))).toEqual(seen[0]);
    expect(one(await collectionOfUser.findOne({ filter: { _id: 2 } }))).toEqual(seen.find((found) => found?._id === 2));
  });

  test('counts, lists and aggregates just that', async () => {
    await fill(...documents);
    const collectionOfUser = as(user, { rules });
    expect(await collectionOfUser.countDocuments({})).toBe(seen.length);
    expect(await collectionOfUser.countDocuments({}, { skip: 1, limit: 1 })).toBe(seen.length > 1 ? 1 : 0);
    const names = await collectionOfUser.distinct('name', {});
    expect(new Set(names)).toEqual(new Set(seen.map((document) => document?.name)));
    const total = { $group: { _id: null, sum: { $sum: '$secret' }, of: { $sum: 1 } } };
    const sum = seen.reduce((former, document) => former + ((document as typeof first)?.secret ?? 0), 0);
    expect(await all(await collectionOfUser.aggregate([total]))).toEqual(
      seen.length === 0 ? [] : [{ _id: null, sum, of: seen.length }],
    );
    expect(await all(await collectionOfUser.aggregate([{ $sort: { _id: -1 } }, { $limit: 1 }]))).toEqual(
      seen.slice(-1),
    );
  });
});

describe('limits count what is seen', () => {
  test('over many batches', async () => {
    const many = Array.from({ length: 3500 }, (_, n) => ({ _id: n, owner: n % 10 === 0 ? 'a' : 'b', locked: 'no' }));
    await fill(...many);
    const of = as('a', { rules: perDocument });
    expect(await all(await of.find({ sort: { _id: 1 }, skip: 100, limit: 3 }))).toEqual(
      [1000, 1010, 1020].map((n) => many[n]),
    );
    expect(await all(await of.find({ limit: 1000 }))).toHaveLength(350);
    expect(await of.countDocuments({ _id: { $gte: 1000 } }, { limit: 7 })).toBe(7);
    const found = await of.find({});
    const sizes: number[] = [];
    for await (const batch of found.batches) sizes.push(batch.length);
    expect(sizes.length).toBeGreaterThan(2);
    await found.close();
  });
});

describe('what is hidden', () => {
  test('can be neither compared nor sorted by, listed nor computed with', async () => {
    await fill(...documents);
    const of = as('c', { rules: byField.slice(1) });
    expect(await outcome(of.find({ filter: { secret: 20 } }))).toBe('FIELD_NOT_READABLE');
    expect(await outcome(of.find({ sort: { secret: 1 } }))).toBe('FIELD_NOT_READABLE');
    expect(await outcome(of.countDocuments({ secret: { $gt: 1 } }))).toBe('FIELD_NOT_READABLE');
    expect(await outcome(of.distinct('secret', {}))).toBe('FIELD_NOT_READABLE');
    expect(await outcome(of.find({ projection: { x: '$secret' } }))).toBe('INVALID_PROJECTION');
    expect(await all(await of.aggregate([{ $match: { secret: { $gt: 1 } } }]))).toEqual([]);
    expect(await all(await of.aggregate([{ $project: { x: '$secret', y: '$$ROOT.secret' } }]))).toEqual(
      documents.map(({ _id }) => ({ _id })),
    );
  });

  test('is hidden of some only: those are not found by it', async () => {
    await fill(...documents);
    const of = as('a', { rules: byField });
    expect(await all(await of.find({ filter: { secret: { $gt: 0 } } }))).toEqual([first, third]);
    expect(await of.distinct('secret', {})).toEqual([new BSON.Int32(10), new BSON.Int32(30)]);
    expect(await of.countDocuments({ secret: 20 })).toBe(0);
  });

  test('does not show by errors of MongoDB', async () => {
    await fill(...documents);
    const failing = [{ $project: { x: { $toInt: '$name' } } }];
    const ofC = as('c', { rules: byField });
    await expect(ofC.aggregate(failing)).rejects.toMatchObject({ code: 'INVALID_OPERATION', detail: undefined });
    const ofSystem = as(system, {});
    await expect(ofSystem.aggregate(failing)).rejects.toMatchObject({
      detail: expect.stringContaining("'x'") as string,
    });
  });
});

describe('aggregations', () => {
  test('may not leave the collection', async () => {
    const of = as('a', { rules: open });
    for (const stage of [
      { $lookup: { from: 'others', as: 'x', pipeline: [] } },
      { $unionWith: 'others' },
      { $out: 'others' },
      { $merge: 'others' },
      { $graphLookup: { from: 'o', startWith: '$a', connectFromField: 'a', connectToField: 'b', as: 'c' } },
      { $facet: { x: [{ $lookup: { from: 'others', as: 'x', pipeline: [] } }] } },
      { $collStats: {} },
      { $changeStream: {} },
      { $documents: [] },
    ]) {
      expect(await outcome(of.aggregate([stage]))).toBe('STAGE_NOT_ALLOWED');
    }
    expect(await outcome(of.aggregate([{ $match: { $where: 'true' } }]))).toBe('OPERATOR_NOT_ALLOWED_FOR_USERS');
  });

  test('see values as they are, whatever they look like', async () => {
    const odd = { _id: 1, owner: 'a', name: '$secret', path: '$$ROOT', secret: { $literal: 1, 'a.b': 2 } };
    await fill(odd);
    expect(await all(await as('a', { rules: perDocument }).aggregate([]))).toEqual([odd]);
  });

  test('end with a clear word where they would need more than MongoDB takes', async () => {
    const padding = 'x'.repeat(1024 * 1024);
    await fill(...Array.from({ length: 17 }, (_, _id) => ({ _id, owner: 'a', padding })));
    const of = as('a', { rules: perDocument });
    expect(await outcome(of.aggregate([{ $count: 'all' }]))).toBe('AGGREGATION_TOO_LARGE');
    expect(await all(await of.aggregate([{ $match: { _id: { $lt: 3 } } }, { $count: 'n' }]))).toEqual([{ n: 3 }]);
  });
});

describe('the system user', () => {
  const reaches = (database: string, name: string): boolean =>
    database !== 'admin' && database !== 'closed' && name !== 'system.views';
  test.each([
    [{ $lookup: { from: { db: 'admin', coll: 'system.users' }, as: 'x', pipeline: [] } }],
    [{ $lookup: { from: 'x', as: 'x', pipeline: [{ $unionWith: { db: 'closed', coll: 'users' } }] } }],
    [{ $facet: { x: [{ $graphLookup: { from: { db: 'closed', coll: 'users' } } }] } }],
    [{ $merge: { into: { db: 'closed', coll: 'users' } } }],
    [{ $out: { db: 'closed', coll: 'users' } }],
    [{ $unionWith: 'system.views' }],
  ])('does not reach closed collections by %j', async (stage) => {
    expect(await outcome(as(system, { reaches }).aggregate([stage]))).toBe('COLLECTION_NOT_REACHABLE');
  });

  test('uses the stages that users may not', async () => {
    await fill(...documents);
    const of = as(system, { reaches });
    expect(await all(await of.aggregate([{ $out: 'copies' }]))).toEqual([]);
    const joined = { $lookup: { from: 'copies', localField: '_id', foreignField: '_id', as: 'same' } };
    expect(await all(await of.aggregate([joined, { $match: { 'same.name': 'y' } }, { $count: 'n' }]))).toEqual([
      { n: 1 },
    ]);
    expect(await outcome(of.aggregate([{ $currentOp: {} }]))).toBe('STAGE_NOT_ALLOWED');
  });

  test('does not reach a closed collection at all', () => {
    const namespace = { database: 'admin', collection: 'system.users' };
    expect(() => as(system, { reaches, namespace })).toThrow("'admin.system.users' is not reachable");
    expect(() => as('a', { rules: open, reaches, namespace })).toThrow("'admin.system.users' is not reachable");
    for (const name of ['system.views', 'system.js', '$cmd', 'a$b', 'a\0b']) {
      const ofMongodb = { database: 'free', collection: name };
      expect(() => as(system, { namespace: ofMongodb })).toThrow('is not reachable');
    }
  });
});

test('without any role there is nothing to be had, and the words are those of App Services', () => {
  const { database } = collection.namespace();
  expect(() => as('a', {})).toThrow(`no rule exists for namespace '${database}.things'`);
  expect(() => as('a', { rules: [] })).toThrow('no rule exists for namespace');
});

test('reads stop with their signal', async () => {
  await fill(...Array.from({ length: 2500 }, (_, _id) => ({ _id, owner: 'a' })));
  const controller = new AbortController();
  const { batches } = await as('a', { rules: perDocument, signal: controller.signal }).find({});
  await expect(async () => {
    for await (const _batch of batches) controller.abort(new Error('gone'));
  }).rejects.toThrow('gone');
});
