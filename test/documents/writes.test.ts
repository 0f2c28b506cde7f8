import { describe, expect, test } from 'vitest';
import { bson, outcome, plain, system, testCollection } from './collection.ts';
import { byField, byPattern, nobody, open, owner, perDocument, readOnly } from './rules.ts';

const collection = testCollection();
const { as, content, fill } = collection;

const documents = [
  { _id: 1, owner: 'a', name: 'x', n: 1 },
  { _id: 2, owner: 'b', name: 'y', n: 1 },
  { _id: 3, owner: 'a', name: 'z', n: 1 },
  { _id: 4, owner: 'b', name: 'w', n: 1, sharedBy: 'b' },
];
const changed = (...ids: readonly number[]) =>
  documents.map((document) => (ids.includes(document._id) ? { ...document, n: 2 } : document));
const without = (...ids: readonly number[]) => documents.filter(({ _id }) => !ids.includes(_id));
const found = (...results: readonly number[]) => ({ matchedCount: results.length, modifiedCount: results.length });

describe('update', () => {
  const update = { $set: { n: 2 } };

  test.each([
    ['the system user', system, undefined, [1, 2, 3, 4]],
    ['an open role', 'a', open, [1, 2, 3, 4]],
    ['a role that a query decides', 'a', owner, [1, 3]],
    ['a filter with a pattern', 'a', byPattern, [1, 3]],
    ['a role that never applies', 'a', nobody, []],
  ])('%s: all that is found', async (_title, user, rules, ids) => {
    await fill(...documents);
    expect(await as(user, { rules }).updateMany({}, update)).toEqual(found(...ids));
    expect(await content()).toEqual(changed(...ids));
    expect(await as(user, { rules }).updateMany({}, update)).toEqual({ ...found(...ids), modifiedCount: 0 });
    expect(await as(user, { rules }).updateOne({ _id: 2 }, { $set: { n: 3 } })).toEqual(
      found(...ids.filter((id) => id === 2)),
    );
  });

  test.each([
    ['a document that may be read only', 'a', perDocument, {}],
    ['a role that may not write', 'a', readOnly, {}],
    ['fields that may not be written', 'c', byField, {}],
    ['a document among many', 'a', byField, { _id: { $gte: 1 } }],
  ])('%s: refused whole, and nothing is left behind', async (_title, user, rules, filter) => {
    await fill(...documents);
    expect(await outcome(as(user, { rules }).updateMany(filter, update))).toBe('UPDATE_NOT_PERMITTED');
    expect(await content()).toEqual(documents);
  });

  test('that each document allows is done, one or many', async () => {
    await fill(...documents);
    const of = as('a', { rules: perDocument });
    expect(await of.updateMany({ owner: 'a' }, update)).toEqual(found(1, 3));
    expect(await content()).toEqual(changed(1, 3));
    expect(await of.updateOne({ owner: { $in: ['a', 'b'] } }, { $inc: { n: 1 } })).toEqual(found(1));
    expect(await outcome(of.updateOne({ _id: 4 }, update))).toBe('UPDATE_NOT_PERMITTED');
    expect(await of.updateOne({ _id: 2 }, update)).toEqual(found());
    expect(await content({ owner: 'b' })).toEqual([documents[1], documents[3]]);
  });

  test.each([
    ['an open role', open],
    ['a role that a query decides', owner],
    ['a role that looks at each document', perDocument],
  ])('%s: an error in the middle leaves nothing', async (_title, rules) => {
    const mixed = [1, 'text', 1].map((n, _id) => ({ _id, owner: 'a', n }));
    await fill(...mixed);
    const increase = as('a', { rules }).updateMany({}, { $inc: { n: 1 } });
    await expect(increase).rejects.toMatchObject({ code: 'INVALID_OPERATION' });
    expect(await content()).toEqual(mixed);
  });

  test('of a capped collection, which no transaction may write', async () => {
    const { database, collection: name } = collection.namespace();
    await (await collection.source().database(database)).createCollection(name, { capped: true, size: 10_000 });
    await fill({ _id: 1, owner: 'a', n: 1 }, { _id: 2, owner: 'b', n: 1 });
    expect(await as('a', { rules: owner }).updateMany({}, update)).toEqual(found(1));
    expect(await content({ n: 2 })).toHaveLength(1);
  });

  test('of the fields that may be written', async () => {
    await fill(...documents);
    const of = as('c', { rules: byField });
    expect(await of.updateMany({ name: { $in: ['x', 'y'] } }, { $set: { name: 'new' } })).toEqual(found(1, 2));
    expect(await outcome(of.updateMany({}, { $unset: { owner: 1 } }))).toBe('UPDATE_NOT_PERMITTED');
    expect(await outcome(of.updateMany({}, { $rename: { name: 'owner' } }))).toBe('UPDATE_NOT_PERMITTED');
    expect(await content({ name: 'new' })).toHaveLength(2);
  });

  test('may not take what is not theirs', async () => {
    await fill(...documents);
    const of = as('a', { rules: perDocument });
    expect(await outcome(of.updateMany({ _id: 4 }, { $set: { owner: 'a' } }))).toBe('UPDATE_NOT_PERMITTED');
    expect(await outcome(of.updateMany({ _id: 1 }, { $set: { owner: 'b' } }))).toBe('UPDATE_NOT_PERMITTED');
    expect(await outcome(of.updateMany({ _id: 1 }, { $set: { locked: 'a' } }))).toBe('UPDATE_NOT_PERMITTED');
    expect(await content()).toEqual(documents);
  });

  test('of many documents, in batches: all or nothing', async () => {
    const many = Array.from({ length: 1500 }, (_, _id) => ({ _id, owner: 'a', n: 0 }));
    await fill(...many);
    const of = as('a', { rules: perDocument });
    expect(await of.updateMany({}, { $inc: { n: 1 } })).toEqual({ matchedCount: 1500, modifiedCount: 1500 });
    expect(await content({ n: 1 })).toHaveLength(1500);
    await as(system, {}).updateOne({ _id: 1400 }, { $set: { locked: 'a' } });
    expect(await outcome(of.updateMany({}, { $inc: { n: 1 } }))).toBe('UPDATE_NOT_PERMITTED');
    expect(await content({ n: 1 })).toHaveLength(1500);
  });

  test('finds each document once, though the update moves it in the order of the filter', async () => {
    const db = await collection.source().database(collection.namespace().database);
    await db.collection(collection.namespace().collection).createIndex({ n: 1 });
    await fill(...Array.from({ length: 700 }, (_, _id) => ({ _id, owner: 'a', n: _id })));
    const result = await as('a', { rules: perDocument }).updateMany({ n: { $gte: 0 } }, { $inc: { n: 500 } });
    expect(result).toEqual({ matchedCount: 700, modifiedCount: 700 });
    expect(await content({ n: { $gte: 1200 } })).toHaveLength(0);
  });

  test('reaches into lists: by position, by filters, by the element that was found', async () => {
    await fill({ _id: 1, owner: 'a', marks: [1, 5, 9] }, { _id: 2, owner: 'a', marks: [5] });
    const of = as('a', { rules: perDocument });
    expect(await of.updateMany({ marks: 5 }, { $set: { 'marks.$': 6 } })).toEqual(found(1, 2));
    await of.updateMany({}, { $inc: { 'marks.$[high]': 10 } }, { arrayFilters: [{ high: { $gte: 6 } }] });
    expect(await content()).toMatchObject([{ marks: [1, 16, 19] }, { marks: [16] }]);
  });

  test('by a pipeline is checked like any other', async () => {
    await fill(...documents);
    const of = as('a', { rules: perDocument });
    const pipeline = [{ $set: { n: { $add: ['$n', 1] } } }];
    expect(await of.updateMany({ owner: 'a' }, pipeline)).toEqual(found(1, 3));
    expect(await outcome(of.updateMany({}, pipeline))).toBe('UPDATE_NOT_PERMITTED');
    expect(await content()).toEqual(changed(1, 3));
    const leak = [{ $set: { name: '$secret' } }];
    expect(await outcome(as('c', { rules: byField.slice(1) }).updateMany({}, leak))).toBe('FIELD_NOT_READABLE');
    expect(await outcome(of.updateMany({}, [{ $lookup: { from: 'x', as: 'y' } }]))).toBe('STAGE_NOT_ALLOWED');
    expect(await outcome(of.updateMany({}, [{ $set: { x: { $function: {} } } }]))).toBe(
      'OPERATOR_NOT_ALLOWED_FOR_USERS',
    );
  });

  test('without operators is no update', async () => {
    await fill(...documents);
    expect(await outcome(as(system, {}).updateOne({}, { n: 2 }))).toBe('INVALID_OPERATION');
    expect(await outcome(as('a', { rules: open }).updateOne({}, { n: 2 }))).toBe('OPERATOR_NOT_ALLOWED_FOR_USERS');
    expect(await outcome(as('a', { rules: perDocument }).replaceOne({ _id: 1 }, { $set: { n: 2 } }))).toBe(
      'INVALID_OPERATION',
    );
  });
});

describe('replacement', () => {
  test.each([
    ['the system user', system, undefined],
    ['an open role', 'a', open],
    ['a role that a query decides', 'a', owner],
    ['a role that looks at each document', 'a', perDocument],
  ])('%s', async (_title, user, rules) => {
    await fill(...documents);
    expect(await as(user, { rules }).replaceOne({ _id: 3 }, { owner: 'a', new: true })).toEqual(found(3));
    expect(await content({ _id: 3 })).toEqual([{ _id: 3, owner: 'a', new: true }]);
  });

  test('that rules refuse', async () => {
    await fill(...documents);
    expect(await outcome(as('a', { rules: perDocument }).replaceOne({ _id: 1 }, { owner: 'b' }))).toBe(
      'UPDATE_NOT_PERMITTED',
    );
    expect(await as('a', { rules: owner }).replaceOne({ _id: 2 }, { owner: 'a' })).toEqual(found());
    expect(await outcome(as('c', { rules: byField }).replaceOne({ _id: 1 }, { name: 'q' }))).toBe(
      'UPDATE_NOT_PERMITTED',
    );
    expect(await content()).toEqual(documents);
  });
});

describe('delete', () => {
  test.each([
    ['the system user', system, undefined, [1, 2, 3, 4]],
    ['an open role', 'a', open, [1, 2, 3, 4]],
    ['a role that a query decides', 'a', owner, [1, 3]],
    ['a filter with a pattern', 'a', byPattern, [1, 3]],
    ['a role that never applies', 'a', nobody, []],
  ])('%s: all that is found, or the first', async (_title, user, rules, ids) => {
    await fill(...documents);
    expect(await as(user, { rules }).deleteOne({})).toEqual({ deletedCount: Math.min(ids.length, 1) });
    expect(await as(user, { rules }).deleteMany({})).toEqual({ deletedCount: Math.max(ids.length - 1, 0) });
    expect(await content()).toEqual(without(...ids));
  });

  test.each([
    ['documents that may be read only', 'a', perDocument, {}],
    ['a role that may not', 'a', readOnly, {}],
    ['one among many', 'a', byField, { _id: { $gte: 1 } }],
  ])('%s: refused whole', async (_title, user, rules, filter) => {
    await fill(...documents);
    expect(await outcome(as(user, { rules }).deleteMany(filter))).toBe('DELETE_NOT_PERMITTED');
    expect(await content()).toEqual(documents);
  });

  test('of what each document allows, over many batches', async () => {
    await fill(...documents, ...Array.from({ length: 600 }, (_, n) => ({ _id: 100 + n, owner: 'a' })));
    const of = as('a', { rules: perDocument });
    expect(await of.deleteOne({ _id: 2 })).toEqual({ deletedCount: 0 });
    expect(await outcome(of.deleteOne({ _id: 4 }))).toBe('DELETE_NOT_PERMITTED');
    expect(await of.deleteMany({ owner: 'a' })).toEqual({ deletedCount: 602 });
    expect(await content()).toEqual(without(1, 3));
  });
});

describe('insert', () => {
  test.each([
    ['the system user', system, undefined],
    ['an open role', 'a', open],
    ['an owner', 'a', owner],
    ['a role that looks at the document', 'a', perDocument],
  ])('%s: one and many', async (_title, user, rules) => {
    const of = as(user, { rules });
    expect(await of.insertOne({ _id: 1, owner: 'a' })).toEqual({ insertedId: 1 });
    const { insertedIds } = await of.insertMany([{ owner: 'a' }, { _id: 3, owner: 'a' }]);
    expect(insertedIds).toHaveLength(2);
    expect(insertedIds[1]).toBe(3);
    expect(await content()).toHaveLength(3);
  });

  test('one that is refused keeps all out', async () => {
    const of = as('a', { rules: owner });
    expect(await outcome(of.insertMany([{ owner: 'a' }, { owner: 'b' }]))).toBe('INSERT_NOT_PERMITTED');
    expect(await outcome(of.insertOne({ owner: 'b' }))).toBe('INSERT_NOT_PERMITTED');
    expect(await outcome(as('a', { rules: readOnly }).insertOne({ owner: 'a' }))).toBe('INSERT_NOT_PERMITTED');
    expect(await content()).toEqual([]);
  });

  test('needs no permission for an _id that the user does not send', async () => {
    const named = [{ name: 'n', apply_when: {}, fields: { name: { read: true, write: true } }, insert: true }];
    const of = as('a', { rules: named });
    await of.insertOne({ name: 'x' });
    expect(await outcome(of.insertOne({ _id: 1, name: 'x' }))).toBe('INSERT_NOT_PERMITTED');
  });
});

describe('upsert', () => {
  test.each([
    ['the system user', system, undefined],
    ['an open role', 'a', open],
    ['an owner', 'a', owner],
    ['a role that looks at the document', 'a', perDocument],
  ])('%s: makes what is not found', async (_title, user, rules) => {
    const of = as(user, { rules });
    const upsert = { upsert: true };
    const made = { matchedCount: 0, modifiedCount: 0, upsertedId: 7 };
    expect(plain(await of.updateOne({ _id: 7 }, { $set: { owner: 'a' } }, upsert))).toEqual(made);
    expect(await of.updateOne({ _id: 7 }, { $set: { n: 1 } }, upsert)).toMatchObject({ modifiedCount: 1 });
    expect(plain(await of.replaceOne({ _id: 8 }, { owner: 'a' }, upsert))).toEqual({ ...made, upsertedId: 8 });
    expect(await of.updateMany({ kind: 'k' }, { $setOnInsert: { owner: 'a' } }, upsert)).toHaveProperty('upsertedId');
    expect(await content()).toMatchObject([{ _id: 7, n: 1 }, { _id: 8 }, { kind: 'k', owner: 'a' }]);
  });

  test('is checked as the insert that it is', async () => {
    const of = as('a', { rules: owner });
    const upsert = { upsert: true };
    expect(await outcome(of.updateOne({ _id: 1 }, { $set: { owner: 'b' } }, upsert))).toBe('INSERT_NOT_PERMITTED');
    expect(await outcome(of.updateOne({ owner: 'b' }, { $set: { n: 1 } }, upsert))).toBe('INSERT_NOT_PERMITTED');
    expect(await outcome(of.replaceOne({ _id: 1 }, { owner: 'b' }, upsert))).toBe('INSERT_NOT_PERMITTED');
    expect(await content()).toEqual([]);
  });

  test('tells of a hidden document of that _id no more than that it is there', async () => {
    await fill({ _id: 1, owner: 'b', secret: 'hush' });
    const upsert = as('a', { rules: owner }).updateOne({ _id: 1 }, { $set: { owner: 'a' } }, { upsert: true });
    await expect(upsert).rejects.toMatchObject({ code: 'DUPLICATE_KEY', detail: 'Duplicate key error', errors: [] });
    expect(await content()).toEqual([{ _id: 1, owner: 'b', secret: 'hush' }]);
  });

  test('needs no permission for an _id that MongoDB makes', async () => {
    const named = [{ name: 'n', apply_when: {}, fields: { name: { read: true, write: true } }, insert: true }];
    const of = as('a', { rules: named });
    expect(await of.updateOne({ name: 'x' }, { $set: { name: 'x' } }, { upsert: true })).toHaveProperty('upsertedId');
    const withId = of.updateOne({ name: 'y' }, { $setOnInsert: { _id: 5 } }, { upsert: true });
    expect(await outcome(withId)).toBe('UPDATE_NOT_PERMITTED');
  });
});

describe('duplicate keys', () => {
  test('are named to the system user, and only told of to others', async () => {
    await fill({ _id: 'taken', owner: 'b' });
    const of = as('a', { rules: owner });
    await expect(of.insertOne({ _id: 'taken', owner: 'a' })).rejects.toMatchObject({ detail: 'Duplicate key error' });
    const many = of.insertMany([{ _id: 'free', owner: 'a' }, { _id: 'taken', owner: 'a' }, { owner: 'a' }]);
    const detail = 'Duplicate key error: 1 of 3 documents were inserted, in order; the next was refused';
    await expect(many).rejects.toMatchObject({ code: 'DUPLICATE_KEY', detail, errors: [] });
    await expect(as(system, {}).insertOne({ _id: 'taken' })).rejects.toMatchObject({
      detail: expect.stringMatching(/^Duplicate key error: .*_id: "taken"/) as string,
    });
  });

  test('by an update do not tell whose they are', async () => {
    const db = await collection.source().database(collection.namespace().database);
    await db.collection(collection.namespace().collection).createIndex({ email: 1 }, { unique: true });
    await fill({ _id: 1, owner: 'a', email: 'a@b' }, { _id: 2, owner: 'b', email: 'b@b' });
    for (const rules of [owner, perDocument]) {
      const update = as('a', { rules }).updateMany({ owner: 'a' }, { $set: { email: 'b@b' } });
      await expect(update).rejects.toMatchObject({ code: 'DUPLICATE_KEY', detail: 'Duplicate key error', errors: [] });
    }
  });
});

describe('a schema', () => {
  const schema = {
    bsonType: 'object',
    required: ['_id', 'owner', 'name'],
    properties: {
      owner: { bsonType: 'string', validate: { '%or': [{ '%%prev': { '%exists': false } }, { '%%prev': '%%this' }] } },
      name: { bsonType: 'string' },
      address: { bsonType: 'object', properties: { zip: { bsonType: 'string' } } },
    },
  };
  const fit = { _id: 1, owner: 'a', name: 'x' };

  test('names every path that fails', async () => {
    const of = as('a', { rules: open, schema });
    const wrong = of.insertOne(bson({ _id: { $oid: '65a000000000000000000001' }, owner: 'a', address: { zip: 1 } }));
    await expect(wrong).rejects.toMatchObject({
      code: 'SCHEMA_VALIDATION_FAILED',
      detail:
        'schema validation failed for document with _id: ObjectID("65a000000000000000000001"): ' +
        'name: is required, address.zip: must be of type string, not int',
      errors: [{ path: '/name' }, { path: '/address/zip' }],
    });
    expect(await outcome(of.insertMany([fit, { _id: 2 }]))).toBe('SCHEMA_VALIDATION_FAILED');
    expect(await content()).toEqual([]);
  });

  describe('tells of nothing that the user may not read', () => {
    const hiding = {
      required: ['sec', 'pub'],
      maxProperties: 4,
      properties: {
        pub: { bsonType: 'int', validate: { '%%this': { $ne: 9 } } },
        sec: { bsonType: 'int', enum: [1, 2] },
      },
      dependencies: { more: ['other'] },
    };
    const both = { read: true, write: true };
    const rulesOf = (fields: object) => [{ name: 'all', apply_when: {}, fields, additional_fields: {}, insert: true }];
    const some = rulesOf({ _id: { read: true }, pub: both, other: both });
    const told = 'schema validation failed for document with _id: 1: ';
    const unsaid = { detail: `${told}it does not fit the schema of the collection`, errors: [] };
    const pubIsNoInt = 'pub: must be of type int, not string';

    test.each([
      ['a type', { sec: 'hush' }, { $set: { pub: 5 } }],
      ['a value that is not listed', { sec: 7 }, { $set: { pub: 5 } }],
      ['what is missing', {}, { $set: { pub: 5 } }],
      ['how many fields there are', { sec: 1, one: 1, two: 1 }, { $set: { pub: 5 } }],
      ['what asks for another field', { sec: 1, more: 1 }, { $set: { pub: 5 } }],
      ['what an expression looks at', { sec: 1 }, { $set: { pub: 9 } }],
    ])('%s', async (_title, secret, update) => {
      await fill({ _id: 1, pub: 1, ...secret });
      const of = as('a', { rules: some, schema: hiding });
      await expect(of.updateOne({}, update)).rejects.toMatchObject(unsaid);
      await expect(of.updateMany({}, update)).rejects.toMatchObject(unsaid);
      await expect(of.findOneAndUpdate({}, update)).rejects.toMatchObject(unsaid);
      const inBulk = { ...unsaid, detail: `operation 1 of 1: ${unsaid.detail}` };
      await expect(of.bulkWrite([{ updateOne: { filter: {}, update } }])).rejects.toMatchObject(inBulk);
    });

    test('beside what the user does read', async () => {
      await fill({ _id: 1, pub: 1, sec: 'hush' });
      const update = as('a', { rules: some, schema: hiding }).updateOne({}, { $set: { pub: 'x' } });
      await expect(update).rejects.toMatchObject({ detail: told + pubIsNoInt, errors: [{ path: '/pub' }] });
    });

    test('not the _id either', async () => {
      await fill({ _id: 1, pub: 1, sec: 1 });
      const of = as('a', { rules: rulesOf({ pub: both }), schema: hiding });
      const detail = `schema validation failed for document: ${pubIsNoInt}`;
      await expect(of.updateOne({}, { $set: { pub: 'x' } })).rejects.toMatchObject({ detail });
    });

    test('but of all that a filter’s projection leaves, and of all that is new', async () => {
      await fill({ _id: 1, pub: 1, sec: 'hush' });
      const filters = [{ name: 'f', query: {}, projection: { sec: 0 } }];
      const filtered = as('a', { rules: { roles: open, filters }, schema: hiding });
      await expect(filtered.updateOne({}, { $set: { pub: 5 } })).rejects.toMatchObject(unsaid);
      const of = as('a', { rules: rulesOf({ _id: both, pub: both }), schema: hiding });
      const detail = 'schema validation failed for document with _id: 2: sec: is required';
      await expect(of.insertOne({ _id: 2, pub: 1 })).rejects.toMatchObject({ detail });
      await expect(of.updateOne({ _id: 2 }, { $set: { pub: 1 } }, { upsert: true })).rejects.toMatchObject({ detail });
    });
  });

  test('holds for whatever comes of a write', async () => {
    await fill(fit, { ...fit, _id: 2 });
    const of = as('a', { rules: open, schema });
    const refused = [
      () => of.updateMany({}, { $set: { name: 5 } }),
      () => of.updateOne({ _id: 1 }, { $unset: { name: 1 } }),
      () => of.updateOne({ _id: 1 }, { $set: { owner: 'b' } }),
      () => of.updateMany({ _id: 2 }, [{ $set: { name: { $strLenCP: '$name' } } }]),
      () => of.replaceOne({ _id: 1 }, { owner: 'a' }),
      () => of.updateOne({ _id: 3 }, { $set: { owner: 'a' } }, { upsert: true }),
      () => of.findOneAndUpdate({ _id: 1 }, { $rename: { name: 'nom' } }),
      () => of.findOneAndReplace({ _id: 4 }, { owner: 'a' }, { upsert: true }),
    ];
    for (const write of refused) expect(await outcome(write())).toBe('SCHEMA_VALIDATION_FAILED');
    expect(await content()).toEqual([fit, { ...fit, _id: 2 }]);
    expect(await of.updateMany({}, { $set: { name: 'new' } })).toEqual(found(1, 2));
  });

  test('does not bind the system user', async () => {
    await as(system, { schema }).insertOne({ _id: 1 });
    expect(await content()).toEqual([{ _id: 1 }]);
  });
});
