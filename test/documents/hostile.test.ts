import { describe, expect, test } from 'vitest';
import { all, bson, one, outcome, system, testCollection } from './collection.ts';
import { byField, open, owner, perDocument } from './rules.ts';

const { as, content, fill, namespace, source } = testCollection();

describe.each([
  ['by a query', owner],
  ['one document at a time', perDocument],
])('texts are compared letter by letter %s, whatever the collation of the collection', (_title, rules) => {
  test('in reads and in writes', async () => {
    const db = await source().database(namespace().database);
    await db.createCollection(namespace().collection, { collation: { locale: 'en', strength: 1 } });
    await fill({ _id: 1, owner: 'A', name: 'x' }, { _id: 2, owner: 'á', name: 'y' }, { _id: 3, owner: 'a', name: 'z' });
    const of = as('a', { rules });
    expect(await all(await of.find({}))).toHaveLength(1);
    expect(await all(await of.aggregate([]))).toHaveLength(1);
    expect(await of.countDocuments({})).toBe(1);
    expect(await of.distinct('name', {})).toHaveLength(1);
    expect(await of.updateMany({}, { $set: { name: 'mine' } })).toMatchObject({ matchedCount: 1 });
    expect(one(await of.findOneAndUpdate({}, { $set: { n: 1 } }))).toMatchObject({ _id: 3 });
    expect(await of.deleteMany({})).toEqual({ deletedCount: 1 });
    expect(await content()).toMatchObject([{ name: 'x' }, { name: 'y' }]);
  });
});

describe('operators that look elsewhere', () => {
  const rules = open;
  test.each([
    { $where: 'sleep(1000)' },
    { $expr: { $eq: [1, 1] } },
    { $or: [{ a: 1 }, { $nor: [{ $where: '1' }] }] },
    { a: { $not: { $elemMatch: { $where: '1' } } } },
    { $jsonSchema: {} },
    { $text: { $search: 'x' } },
    { a: { $regex: '^(a+)+$' } },
    { $function: {} },
  ])('%j are refused in every filter', async (filter) => {
    const of = as('a', { rules });
    const refusals = await Promise.all(
      [
        of.find({ filter }),
        of.findOne({ filter }),
        of.countDocuments(filter),
        of.distinct('a', filter),
        of.updateMany(filter, { $set: { a: 1 } }),
        of.replaceOne(filter, {}),
        of.deleteOne(filter),
        of.findOneAndDelete(filter),
        of.aggregate([{ $match: filter }]),
        of.bulkWrite([{ deleteMany: { filter } }]),
      ].map(outcome),
    );
    expect(new Set(refusals)).toEqual(new Set(['OPERATOR_NOT_ALLOWED_FOR_USERS']));
  });

  test('are the system user’s to use, but for what no app may', async () => {
    await fill({ _id: 1, a: 'aa' });
    const of = as(system, {});
    expect(await of.countDocuments({ $expr: { $eq: ['$a', 'aa'] } })).toBe(1);
    expect(await all(await of.find({ filter: { a: { $regex: '^a' } } }))).toHaveLength(1);
  });
});

describe('what only others may read', () => {
  const secret = { _id: 1, owner: 'b', name: 'x', secret: 'hush', inner: { secret: 'hush' } };
  const rules = byField.slice(1);

  test('does not come out by names, sorts, projections or updates', async () => {
    await fill(secret);
    const of = as('c', { rules });
    const filters = [
      { secret: { $exists: true } },
      { 'inner.secret': 'hush' },
      { $and: [{ name: 'x' }, { $or: [{ secret: 'hush' }] }] },
      { inner: { $elemMatch: { secret: 1 } } },
      { 'inner.0.secret': 'hush' },
    ];
    for (const filter of filters) {
      expect(await outcome(of.find({ filter }))).toBe('FIELD_NOT_READABLE');
      expect(await outcome(of.updateOne(filter, { $set: { name: 'y' } }))).toBe('FIELD_NOT_READABLE');
      expect(await outcome(of.deleteOne(filter))).toBe('FIELD_NOT_READABLE');
    }
    for (const projection of [{ secret: 1 }, { inner: 1 }, { 'inner.secret': 1 }, { _id: 0 }]) {
      expect(JSON.stringify(await all(await of.find({ projection })))).not.toContain('hush');
    }
    for (const update of [
      { $rename: { secret: 'name' } },
      { $rename: { name: 'secret' } },
      { $unset: { secret: '' } },
      { $set: { name: 'y', 'inner.secret': 1 } },
      { $pull: { secret: 'hush' } },
      { $max: { secret: 'a' } },
      { $setOnInsert: { secret: 1 } },
    ]) {
      // What is pulled out is compared as well.
      const refusal = '$pull' in update ? 'FIELD_NOT_READABLE' : 'UPDATE_NOT_PERMITTED';
      expect(await outcome(of.updateMany({}, update))).toBe(refusal);
    }
    expect(await content()).toEqual([secret]);
  });

  test('does not come out by the errors of an update', async () => {
    await fill({ _id: 1, owner: 'b', name: 'text' });
    await expect(as('c', { rules }).updateMany({}, { $inc: { name: 1 } })).rejects.toMatchObject({
      code: 'INVALID_OPERATION',
      detail: undefined,
    });
  });

  test('does not come out by a pipeline that fails, groups or counts', async () => {
    await fill(secret, { ...secret, _id: 2 });
    const of = as('c', { rules });
    for (const pipeline of [
      [{ $group: { _id: '$secret' } }],
      [{ $sort: { secret: 1 } }, { $project: { s: '$secret' } }],
      [{ $replaceRoot: { newRoot: { $ifNull: ['$inner', { none: true }] } } }],
      [{ $project: { all: { $objectToArray: '$$ROOT' } } }],
      [{ $match: { secret: 'hush' } }],
      [{ $unwind: { path: '$inner', preserveNullAndEmptyArrays: true } }],
      [{ $redact: '$$KEEP' }],
      [{ $addFields: { copy: '$inner.secret' } }],
    ]) {
      expect(JSON.stringify(await all(await of.aggregate(pipeline)))).not.toContain('hush');
    }
  });
});

test('values that look like commands stay values', async () => {
  const of = as('a', { rules: perDocument });
  const odd = { _id: 1, owner: 'a', path: '$owner', nested: { list: ['$$ROOT', '$where'] } };
  await of.insertOne(bson(odd));
  expect(await all(await of.aggregate([{ $set: { same: true } }]))).toEqual([{ ...odd, same: true }]);
  expect(await of.updateMany({ path: '$owner' }, { $set: { path: '$$NOW' } })).toMatchObject({ modifiedCount: 1 });
  expect(await content({ path: '$$NOW' })).toHaveLength(1);
});

test('a prototype is no document', async () => {
  const of = as('a', { rules: perDocument });
  await of.insertOne(
    bson(JSON.parse('{"_id": 1, "owner": "a", "__proto__": {"isAdmin": true}, "constructor": 1}') as object),
  );
  const [found] = (await all(await of.find({ projection: { owner: 0 } }))) as object[];
  expect(Object.keys(found ?? {})).toEqual(['_id', '__proto__', 'constructor']);
});
