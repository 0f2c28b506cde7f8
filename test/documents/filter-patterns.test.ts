import { expect, test } from 'vitest';
import { BSON, type Document } from '../../src/mongo/index.ts';
import { all, one, plain, testCollection } from './collection.ts';
import { byPattern } from './rules.ts';

const { as, content, fill, namespace, source } = testCollection();

/** PCRE takes about two to the power of its length for a text that almost matches. */
const hard = `${'a'.repeat(5000)}!`;
const documents = [
  { _id: 1, owner: 'aaa', n: 1 },
  { _id: 2, owner: hard, n: 1 },
  { _id: 3, owner: ['b', 'a'], n: 2 },
  { _id: 4, n: 3 },
];
const found = [documents[0], documents[2]];

/** Every command that reaches the database from now on, as text. */
async function profiled(): Promise<() => Promise<string[]>> {
  const db = await source().database(namespace().database);
  await db.createCollection('system.profile', { capped: true, size: 16 * 1024 * 1024 });
  await db.command({ profile: 2 });
  return async () => {
    await db.command({ profile: 0 });
    const told: Document[] = await db.collection('system.profile').find({}).toArray();
    return told.map((command) => BSON.EJSON.stringify(command));
  };
}

test('every action finds what the pattern of a filter leaves, and no pattern reaches MongoDB', async () => {
  await fill(...documents);
  const of = as('a', { rules: byPattern });
  const commands = await profiled();

  expect(await all(await of.find({}))).toEqual(found);
  expect(await all(await of.find({ sort: { _id: -1 }, skip: 1, limit: 1 }))).toEqual(found.slice(0, 1));
  expect(one(await of.findOne({ sort: { _id: -1 } }))).toEqual(found[1]);
  expect(await of.findOne({ filter: { _id: 2 } })).toBeUndefined();
  expect(await of.countDocuments({})).toBe(2);
  expect(plain(await of.distinct('n', {}))).toEqual([1, 2]);
  expect(await all(await of.aggregate([{ $group: { _id: null, n: { $sum: '$n' } } }]))).toEqual([{ _id: null, n: 3 }]);
  expect(await of.updateMany({}, { $inc: { n: 10 } })).toEqual({ matchedCount: 2, modifiedCount: 2 });
  expect(await of.updateOne({ _id: 2 }, { $inc: { n: 10 } })).toEqual({ matchedCount: 0, modifiedCount: 0 });
  expect(one(await of.findOneAndUpdate({}, { $inc: { n: 10 } }, { sort: { n: -1 } }))).toMatchObject({ _id: 3, n: 12 });
  expect(await of.findOneAndDelete({ _id: 4 })).toBeUndefined();
  const operations = [
    { updateMany: { filter: {}, update: { $set: { seen: true } } } },
    { replaceOne: { filter: { _id: 4 }, replacement: { owner: 'a' } } },
    { deleteOne: { filter: { _id: 1 } } },
  ];
  expect(await of.bulkWrite(operations)).toMatchObject({ matchedCount: 2, modifiedCount: 2, deletedCount: 1 });
  expect(await content()).toEqual([documents[1], { ...documents[2], n: 22, seen: true }, documents[3]]);
  expect(await of.deleteMany({})).toEqual({ deletedCount: 1 });
  expect(await content()).toEqual([documents[1], documents[3]]);

  const told = await commands();
  expect(told.length).toBeGreaterThan(15);
  for (const command of told) expect(command).not.toMatch(/\$reg(ex|ularExpression)/);
});

test('a write may lead out of what a filter leaves', async () => {
  await fill(...documents);
  const of = as('a', { rules: byPattern });
  expect(await of.updateMany({ n: 1 }, { $set: { owner: 'b' } })).toEqual({ matchedCount: 1, modifiedCount: 1 });
  expect(await content({ owner: 'b', n: 1 })).toEqual([{ ...documents[0], owner: 'b' }]);
  expect(await of.countDocuments({})).toBe(1);
});
