/** What an app's `schema_validation.json` chooses: nulls in optional fields, and reads held to schemas. */
import { beforeAll, describe, expect, test } from 'vitest';
import { api } from '../../_harness/admin.ts';
import { client } from '../../_harness/apps.ts';
import {
  dataApi,
  deployApp,
  folder,
  freshDatabase,
  freshUser,
  openRole,
  ownerRole,
  type DataCaller,
  type TestApp,
} from '../../_harness/data-api.ts';

const database = freshDatabase();
const schema = {
  title: 'Thing',
  bsonType: 'object',
  required: ['text'],
  properties: { text: { bsonType: 'string' }, size: { bsonType: 'int' }, hush: { bsonType: 'string' } },
  additionalProperties: false,
};
const partly = {
  ...openRole,
  read: undefined,
  write: undefined,
  fields: { _id: { read: true }, text: { read: true }, size: { read: true } },
};
/** A new one must be open; what is read is not new. */
const beginsOpen = { '%or': [{ '%%prev': { '%exists': true } }, { '%%this': 'open' }] };
const collections = {
  things: { rules: { roles: [openRole] }, schema },
  owned: { rules: { roles: [ownerRole] }, schema: { properties: { size: { bsonType: 'int' } } } },
  partly: { rules: { roles: [partly] }, schema },
  mixed: { rules: { roles: [ownerRole, partly] }, schema: { properties: schema.properties } },
  many: { rules: { roles: [openRole] }, schema: { properties: { size: { bsonType: 'int' } } } },
  kept: { rules: { roles: [openRole] }, schema: { properties: { state: { validate: beginsOpen } } } },
  free: { rules: { roles: [openRole] } },
};
const filesWith = (settings?: object) =>
  folder(database, collections, settings && { 'schema_validation.json': settings });

let system: DataCaller;
const fill = (collection: string, ...documents: object[]) => system('insertMany', { collection, documents });

beforeAll(async () => {
  const settings = { versions: ['v1'], run_as_system: true };
  system = dataApi(
    await deployApp(folder(database, collections, { 'https_endpoints/gen_endpoints_config.json': settings })),
    database,
  );
});

const codeOf = ({ status, json }: { status: number; json: { error_code?: string } }) => [status, json.error_code];
const failed = [400, 'SchemaValidationFailedRead'];

describe('null_types', () => {
  const insert = async (settings: object | undefined, document: object) => {
    const app = await deployApp(filesWith(settings));
    return dataApi(app, database, 'things', { token: (await freshUser(app)).token })('insertOne', { document });
  };

  test('null is no value of an optional field, unless the app says so', async () => {
    const document = { text: 'x', size: null };
    expect(codeOf(await insert(undefined, document))).toEqual([400, 'SchemaValidationFailedWrite']);
    expect(codeOf(await insert({ null_types: false }, document))).toEqual([400, 'SchemaValidationFailedWrite']);
    expect((await insert({ null_types: true }, document)).status).toBe(201);
  });

  test('a required field is never null', async () => {
    expect(codeOf(await insert({ null_types: true }, { text: null }))).toEqual([400, 'SchemaValidationFailedWrite']);
  });
});

describe.each([
  ['no file', undefined],
  ['OFF', { read_validation_level: 'OFF', read_validation_action: 'ERROR' }],
])('%s', (_, settings) => {
  test('reads are not validated', async () => {
    const app = await deployApp(filesWith(settings));
    const things = dataApi(app, database, 'things', { token: (await freshUser(app)).token });
    const _id = `off-${Math.random()}`;
    await fill('things', { _id, text: 1 });
    expect((await things('findOne', { filter: { _id } })).json).toEqual({ document: { _id, text: 1 } });
    expect((await things('findOneAndDelete', { filter: { _id } })).json).toEqual({ document: { _id, text: 1 } });
  });
});

describe('STRICT, ERROR', () => {
  let app: TestApp;
  let user: Awaited<ReturnType<typeof freshUser>>;
  const as = (collection: string): DataCaller => dataApi(app, database, collection, { token: user.token });

  beforeAll(async () => {
    app = await deployApp(filesWith({ read_validation_level: 'STRICT' }));
    user = await freshUser(app);
  });

  test('what fits is answered as ever: projections, sorts, limits and skips too', async () => {
    const group = `fits-${Math.random()}`;
    const documents = [3, 1, 2].map((size) => ({ _id: `${group}${size}`, text: group, size }));
    await fill('things', ...documents);
    const filter = { text: group };
    const things = as('things');
    const sorted = await things('find', { filter, sort: { size: 1 }, projection: { size: 1, _id: 0 }, skip: 1 });
    expect(sorted.json.documents).toEqual([{ size: 2 }, { size: 3 }]);
    expect((await things('find', { filter, sort: { size: -1 }, limit: 1 })).json.documents).toEqual([documents[0]]);
    expect((await things('findOne', { filter, projection: { size: 0 } })).json.document).toEqual({
      _id: `${group}3`,
      text: group,
    });
    expect((await things('find', { filter: { text: 'none' } })).json.documents).toEqual([]);
    expect((await things('findOne', { filter: { text: 'none' } })).json.document).toBeNull();
  });

  test('what does not is held to the schema whole, whatever the projection shows', async () => {
    const _id = `wrong-${Math.random()}`;
    await fill('things', { _id, text: 'x', size: 'large' });
    const things = as('things');
    const projection = { text: 1 };
    for (const [action, body] of [
      ['find', { projection }],
      ['findOne', { projection }],
      ['findOneAndDelete', { projection }],
      ['findOneAndUpdate', { projection, update: { $set: { size: 5 } } }],
      ['findOneAndReplace', { projection, replacement: { text: 'y' } }],
    ] as const) {
      const answer = await things(action, { filter: { _id }, ...body });
      expect([action, ...codeOf(answer)]).toEqual([action, ...failed]);
      expect(answer.json.error).toBe(
        `schema validation failed for document with _id: "${_id}": size: must be of type int, not string`,
      );
    }
    expect((await system('findOne', { collection: 'things', filter: { _id } })).json.document).toEqual({
      _id,
      text: 'x',
      size: 'large',
    });
  });

  test('what a write has mended is answered as it is afterwards', async () => {
    const _id = `mended-${Math.random()}`;
    await fill('things', { _id, text: 'x', size: 'large' });
    const body = { filter: { _id }, update: { $set: { size: 5 } }, returnNewDocument: true };
    expect((await as('things')('findOneAndUpdate', body)).json.document).toEqual({ _id, text: 'x', size: 5 });
    expect((await as('things')('findOne', { filter: { _id } })).status).toBe(200);
  });

  test('a document that the user does not see fails nothing', async () => {
    await fill('owned', { owner_id: 'somebody', size: 'x' }, { _id: `mine-${user.id}`, owner_id: user.id, size: 1 });
    const { json } = await as('owned')('find');
    expect(json.documents).toEqual([{ _id: `mine-${user.id}`, owner_id: user.id, size: 1 }]);
  });

  test('the error tells of no field that the user may not read', async () => {
    const group = `hush-${Math.random()}`;
    await fill('partly', { _id: group, text: group, hush: 5, secretfield: 'secretvalue' });
    const hidden = await as('partly')('find', { filter: { text: group } });
    expect(codeOf(hidden)).toEqual(failed);
    expect(hidden.json.error).toBe(
      `schema validation failed for document with _id: "${group}": it does not fit the schema of the collection`,
    );
    await system('updateOne', { collection: 'partly', filter: { _id: group }, update: { $set: { size: 'x' } } });
    const both = await as('partly')('findOne', { filter: { text: group } });
    expect(both.json.error).toMatch(/: size: must be of type int, not string$/);
    expect(hidden.text + both.text).not.toMatch(/hush: |secret/);
  });

  test('which of two roles decides what a document shows decides as well what is told of it', async () => {
    const mixed = as('mixed');
    const ids = ['mine', 'other', 'right'].map((name) => `${name}-${Math.random()}`);
    const [mine, other, right] = ids;
    await fill('mixed', { _id: mine, owner_id: user.id, text: 'x', hush: 5 }, { _id: other, text: 'x', hush: 5 });
    await fill('mixed', { _id: right, text: 'x', hush: 'y' });
    const errorOf = async (_id?: string) => (await mixed('find', { filter: { _id } })).json.error;
    expect(await errorOf(mine)).toMatch(/: hush: must be of type string, not int$/);
    expect(await errorOf(other)).toMatch(/: it does not fit the schema of the collection$/);
    const found = await mixed('find', { filter: { _id: right }, projection: { hush: 0 }, limit: 5 });
    expect(found.json.documents).toEqual([{ _id: right, text: 'x' }]);
  });

  test('of many, the first are looked at before the answer begins; a later one breaks it off', async () => {
    const documents = Array.from({ length: 1500 }, (_, n) => ({ _id: n, size: n === 1200 ? 'x' : n }));
    await fill('many', ...documents);
    const many = as('many');
    expect((await many('find', { filter: { _id: { $lt: 1200 } }, limit: 2000 })).json.documents).toHaveLength(1200);
    expect(codeOf(await many('find', { filter: { _id: { $gte: 1000 } }, limit: 2000 }))).toEqual(failed);
    await expect(many('find', { sort: { _id: 1 }, limit: 2000 })).rejects.toThrow('terminated');
  });

  test('a document that is read is what it was before', async () => {
    const document = { _id: 'kept', state: 'closed' };
    expect(codeOf(await as('kept')('insertOne', { document }))).toEqual([400, 'SchemaValidationFailedWrite']);
    await fill('kept', document);
    expect((await as('kept')('findOne', { filter: { _id: 'kept' } })).json).toEqual({ document });
  });

  test('counts, values, pipelines, the system and collections without a schema are not validated', async () => {
    const text = `free-${Math.random()}`;
    await fill('things', { text, size: text });
    await fill('free', { text, size: text });
    const things = as('things');
    expect((await things('countDocuments', { filter: { text } })).json).toEqual({ count: 1 });
    expect((await things('distinct', { field: 'size', filter: { text } })).json).toEqual({ values: [text] });
    const pipeline = [{ $match: { text } }, { $project: { _id: 0, size: 1 } }];
    expect((await things('aggregate', { pipeline })).json.documents).toEqual([{ size: text }]);
    expect((await as('free')('findOne', { filter: { text } })).status).toBe(200);
    const settings = { versions: ['v1'], run_as_system: true };
    const asSystem = await deployApp({
      ...filesWith({ read_validation_level: 'STRICT' }),
      'https_endpoints/gen_endpoints_config.json': settings,
    });
    expect((await dataApi(asSystem, database, 'things')('findOne', { filter: { text } })).status).toBe(200);
  });

  test('a projection that computes is refused: MongoDB would have to make it', async () => {
    const answer = await as('things')('find', { projection: { long: { $concat: ['$text', '!'] } } });
    expect(codeOf(answer)).toEqual([400, 'InvalidParameter']);
  });

  test('the client API reads the same way', async () => {
    const _id = `client-${Math.random()}`;
    await fill('things', { _id, text: 5 });
    const body = {
      name: 'findOne',
      service: 'mongodb-atlas',
      arguments: [{ database, collection: 'things', query: { _id } }],
    };
    expect(codeOf(await client('POST', app, '/functions/call', { token: user.token, body }))).toEqual(failed);
  });
});

test('STRICT, WARN: the document is answered, and the log says what is wrong in words of the schema alone', async () => {
  const app = await deployApp(filesWith({ read_validation_level: 'STRICT', read_validation_action: 'WARN' }));
  const things = dataApi(app, database, 'things', { token: (await freshUser(app)).token });
  const _id = `warn-${Math.random()}`;
  await fill('things', { _id, text: 5, secretfield: 'secretvalue' });
  const reasonOf = async ({ headers }: { headers: Headers }) => {
    const path = `${app.path}/logs/${headers.get('x-request-id') ?? ''}`;
    for (let attempt = 0; attempt < 100; attempt++) {
      const { status, json } = await api('GET', path);
      if (status === 200) return json.reason as string | undefined;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the request is not logged');
  };
  const reason =
    'A document that was read does not fit the schema: text: must be of type string, not int, *: is no field of the schema';
  const found = await things('find', { filter: { _id }, projection: { text: 1 } });
  expect([found.status, found.json]).toEqual([200, { documents: [{ _id, text: 5 }] }]);
  expect(await reasonOf(found)).toBe(reason);
  const deleted = await things('findOneAndDelete', { filter: { _id } });
  expect(deleted.json.document).toMatchObject({ _id, text: 5 });
  expect(await reasonOf(deleted)).toBe(reason);
  const nothing = await things('findOne', { filter: { _id } });
  expect(await reasonOf(nothing)).toBeUndefined();
});

test('a version that says otherwise holds at once', async () => {
  const app = await deployApp(filesWith());
  const things = dataApi(app, database, 'things', { token: (await freshUser(app)).token });
  const _id = `later-${Math.random()}`;
  await fill('things', { _id, text: 5 });
  expect((await things('findOne', { filter: { _id } })).status).toBe(200);
  const body = { read_validation_level: 'STRICT', read_validation_action: 'ERROR' };
  expect((await api('PUT', `${app.path}/schemaValidation`, { body })).status).toBe(200);
  await expect.poll(async () => (await things('findOne', { filter: { _id } })).status).toBe(400);
});
