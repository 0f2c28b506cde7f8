import { describe, expect, test } from 'vitest';
import { all, one, outcome, plain, system, testCollection } from './collection.ts';
import { byField, byPattern, nobody, open, owner, perDocument, readOnly } from './rules.ts';

const { as, content, fill } = testCollection();

const documents = [
  { _id: 1, owner: 'a', name: 'x', n: 1 },
  { _id: 2, owner: 'b', name: 'y', n: 1 },
  { _id: 3, owner: 'a', name: 'z', n: 1 },
];
const update = { $inc: { n: 1 } };

describe.each([
  ['the system user', system, undefined],
  ['an open role', 'a', open],
  ['a role that a query decides', 'a', owner],
  ['a role that looks at each document', 'a', perDocument],
  ['a filter with a pattern', 'a', byPattern],
])('%s', (_title, user, rules) => {
  test('updates one and has it as it was, or as it is', async () => {
    await fill(...documents);
    const of = as(user, { rules });
    const last = { sort: { _id: -1 }, projection: { n: 1 } };
    expect(one(await of.findOneAndUpdate({ owner: 'a' }, update, last))).toEqual({ _id: 3, n: 1 });
    const after = { ...last, returnNewDocument: true };
    expect(one(await of.findOneAndUpdate({ owner: 'a' }, update, after))).toEqual({ _id: 3, n: 3 });
    expect(await of.findOneAndUpdate({ _id: 9 }, update)).toBeUndefined();
    expect(await content({ n: 1 })).toHaveLength(2);
  });

  test('replaces and deletes one', async () => {
    await fill(...documents);
    const of = as(user, { rules });
    const replaced = await of.findOneAndReplace({ _id: 1 }, { owner: 'a', new: 1 }, { returnNewDocument: true });
    expect(one(replaced)).toEqual({ _id: 1, owner: 'a', new: 1 });
    const deleted = await of.findOneAndDelete({ owner: 'a' }, { sort: { _id: -1 }, projection: { _id: 0, name: 1 } });
    expect(one(deleted)).toEqual({ name: 'z' });
    expect(await of.findOneAndDelete({ _id: 3 })).toBeUndefined();
    expect(await content()).toHaveLength(2);
  });

  test('makes what is not found', async () => {
    const of = as(user, { rules });
    const upsert = { upsert: true };
    expect(await of.findOneAndUpdate({ _id: 1 }, { $set: { owner: 'a' } }, upsert)).toBeUndefined();
    const made = await of.findOneAndReplace({ _id: 2 }, { owner: 'a' }, { ...upsert, returnNewDocument: true });
    expect(one(made)).toEqual({ _id: 2, owner: 'a' });
    expect(await content()).toHaveLength(2);
  });
});

describe('what rules refuse', () => {
  test('is not done, and not answered', async () => {
    await fill(...documents);
    expect(await outcome(as('a', { rules: readOnly }).findOneAndUpdate({}, update))).toBe('UPDATE_NOT_PERMITTED');
    expect(await outcome(as('a', { rules: readOnly }).findOneAndDelete({}))).toBe('DELETE_NOT_PERMITTED');
    expect(await as('a', { rules: nobody }).findOneAndDelete({})).toBeUndefined();
    expect(await as('a', { rules: owner }).findOneAndDelete({ _id: 2 })).toBeUndefined();
    const upsert = as('a', { rules: owner }).findOneAndReplace({ _id: 9 }, { owner: 'b' }, { upsert: true });
    expect(await outcome(upsert)).toBe('INSERT_NOT_PERMITTED');
    expect(await content()).toEqual(documents);
  });

  test('is hidden in the answer, and no sort tells of it', async () => {
    await fill(...documents);
    const of = as('c', { rules: byField });
    const renamed = await of.findOneAndUpdate({ _id: 1 }, { $set: { name: 'new' } }, { returnNewDocument: true });
    expect(one(renamed)).toEqual({ _id: 1, owner: 'a', name: 'new' });
    const sorted = as('c', { rules: byField.slice(1) }).findOneAndUpdate(
      {},
      { $set: { name: 'q' } },
      { sort: { n: 1 } },
    );
    expect(await outcome(sorted)).toBe('FIELD_NOT_READABLE');
  });

  test('a document that is no longer seen afterwards is not answered', async () => {
    await fill(...documents);
    const given = as('a', { rules: owner }).findOneAndUpdate(
      { _id: 1 },
      { $set: { owner: 'b' } },
      { returnNewDocument: true },
    );
    expect(await given).toBeUndefined();
    expect(await content({ owner: 'b' })).toHaveLength(2);
  });
});

describe('many writes at once', () => {
  const operations = [
    { insertOne: { document: { _id: 10, owner: 'a' } } },
    { updateOne: { filter: { _id: 1 }, update: { $set: { n: 5 } } } },
    { updateMany: { filter: { owner: 'a' }, update: { $set: { m: 1 } } } },
    { updateOne: { filter: { _id: 11 }, update: { $set: { owner: 'a' } }, upsert: true } },
    { replaceOne: { filter: { _id: 3 }, replacement: { owner: 'a' } } },
    { deleteOne: { filter: { _id: 1 } } },
    { deleteMany: { filter: { _id: { $gte: 10 } } } },
  ];

  test.each([
    ['the system user', system, undefined],
    ['an owner', 'a', owner],
    ['a role that looks at each document', 'a', perDocument],
  ])('%s', async (_title, user, rules) => {
    await fill(...documents);
    expect(plain(await as(user, { rules }).bulkWrite(operations))).toEqual({
      insertedCount: 1,
      insertedIds: { 0: 10 },
      matchedCount: 5,
      modifiedCount: 5,
      deletedCount: 3,
      upsertedCount: 1,
      upsertedIds: { 3: 11 },
    });
    expect(await content()).toEqual([documents[1], { _id: 3, owner: 'a' }]);
  });

  test('end with the first that fails, or go on after it', async () => {
    await fill(...documents);
    const refused = [
      { insertOne: { document: { _id: 4, owner: 'a' } } },
      { insertOne: { document: { _id: 5, owner: 'b' } } },
      { insertOne: { document: { _id: 6, owner: 'a' } } },
    ];
    const of = as('a', { rules: owner });
    await expect(of.bulkWrite(refused)).rejects.toMatchObject({
      code: 'INSERT_NOT_PERMITTED',
      detail: 'operation 2 of 3: insert not permitted',
    });
    expect(await all(await of.find({ filter: { _id: { $gt: 3 } } }))).toHaveLength(1);
    expect(await outcome(of.bulkWrite(refused.slice(1), { ordered: false }))).toBe('INSERT_NOT_PERMITTED');
    expect(await all(await of.find({ filter: { _id: { $gt: 3 } } }))).toHaveLength(2);
  });
});
