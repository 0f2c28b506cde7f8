/** The Data API under an app's rules and schemas, by every kind of credential. */
import { createHmac } from 'node:crypto';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { call, client, redeploy, untilServed } from '../../_harness/apps.ts';
import {
  dataApi,
  deployApp,
  folder,
  freshDatabase,
  freshUser,
  openRole,
  ownerRole,
  providers,
  type TestApp,
} from '../../_harness/data-api.ts';

const database = freshDatabase();
const signingKey = 'a signing key of thirty-two characters or more';
const schema = {
  title: 'Task',
  bsonType: 'object',
  required: ['_id', 'owner_id', 'text'],
  properties: { _id: {}, owner_id: { bsonType: 'string' }, text: { bsonType: 'string', maxLength: 20 } },
};
const mayNotChange = { '%or': [{ '%%prev': { '%exists': false } }, { '%%this': '%%prev' }] };
const keptSchema = {
  bsonType: 'object',
  properties: {
    author: { bsonType: 'string', validate: mayNotChange },
    by: { bsonType: 'object', properties: { team: { validate: mayNotChange } } },
    age: { bsonType: 'int', validate: { '%%this': { '%gte': 0 } } },
  },
};
const customToken = {
  name: 'custom-token',
  type: 'custom-token',
  disabled: false,
  config: { audience: [], signingAlgorithm: 'HS256' },
  secret_config: { signingKeys: ['jwt'] },
  metadata_fields: [],
};
const settings = { versions: ['v1'], return_type: 'JSON', create_user_on_auth: true };
const files = folder(
  database,
  {
    tasks: { rules: { roles: [ownerRole] }, schema },
    open: { rules: { roles: [openRole] } },
    kept: { rules: { roles: [openRole] }, schema: keptSchema },
    partly: {
      rules: {
        roles: [
          {
            ...openRole,
            read: undefined,
            write: undefined,
            fields: { shown: { read: true, write: true } },
            additional_fields: { read: false, write: false },
          },
        ],
      },
    },
  },
  {
    'auth/providers.json': { ...providers, 'custom-token': customToken },
    'https_endpoints/gen_endpoints_config.json': settings,
  },
);
let app: TestApp;
let ann: Awaited<ReturnType<typeof freshUser>>;
let bob: Awaited<ReturnType<typeof freshUser>>;

beforeAll(async () => {
  app = await deployApp(files, { jwt: signingKey });
  [ann, bob] = [await freshUser(app), await freshUser(app)];
});

describe('credentials', () => {
  const find = (headers: Record<string, string>) => dataApi(app, database, 'open', { headers })('find');

  test('by headers and by token', async () => {
    const { email, password, token } = ann;
    expect((await find({ email, password })).status).toBe(200);
    expect((await find({ authorization: `Bearer ${token}` })).status).toBe(200);
    const login = await client('POST', app, '/auth/providers/local-userpass/login', {
      body: { username: email, password },
    });
    const { json } = await call('POST', '/api/client/v2.0/auth/api_keys', {
      token: login.json.refresh_token,
      body: { name: 'k' },
    });
    expect((await find({ apiKey: json.key })).status).toBe(200);
    expect((await find({ 'api-key': json.key })).status).toBe(200);
    const jwt = await new SignJWT({ sub: 'ext-1' })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(app.appId)
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(signingKey));
    expect((await find({ jwtTokenString: jwt })).status).toBe(200);
  });

  test.each<[number, string | undefined, string, Record<string, string>]>([
    [400, 'InvalidParameter', 'no authentication methods were specified', {}],
    [400, 'MissingParameter', 'must specify some form of authentication', { email: 'ann@example.com' }],
    [401, 'InvalidSession', 'invalid session: error finding user for endpoint', { apiKey: 'wrong' }],
    [
      401,
      'InvalidSession',
      'invalid session: error finding user for endpoint',
      { email: 'x@example.com', password: 'wrong1' },
    ],
    [401, 'InvalidSession', 'invalid session: error finding user for endpoint', { jwtTokenString: 'x.y.z' }],
    [401, 'InvalidSession', 'invalid session', { authorization: 'Bearer x.y.z' }],
    [401, 'InvalidSession', 'invalid session', { authorization: 'Bearer x.y.z', apiKey: 'ignored' }],
  ])('%i %s %s', async (status, code, error, headers) => {
    const answer = await find(headers);
    expect([answer.status, answer.json.error_code]).toEqual([status, code]);
    expect(answer.json.error).toContain(error);
  });
});

test.each(['Bearer', 'bearer ', 'Bearer a b', 'BEARER a, Bearer b', 'Bearer\tx'])(
  'no credential takes the place of %j',
  async (authorization) => {
    const { email, password } = ann;
    const find = (headers: object) =>
      dataApi(app, database, 'open', { headers: { email, password, ...headers } })('find');
    expect((await find({ authorization: 'Basic eDp5' })).status).toBe(200);
    const answer = await find({ authorization });
    expect([answer.status, answer.json]).toMatchObject([
      401,
      { error: 'invalid session', error_code: 'InvalidSession' },
    ]);
  },
);

describe('owner rules', () => {
  const of = (user: typeof ann) => dataApi(app, database, 'tasks', { token: user.token });

  test('one sees, changes and deletes what is one’s own, and nothing else is there', async () => {
    const mine = { _id: `a${Math.random()}`, owner_id: ann.id, text: 'mine' };
    expect((await of(ann)('insertOne', { document: mine })).status).toBe(201);
    expect((await of(bob)('findOne', { filter: { _id: mine._id } })).json).toEqual({ document: null });
    expect((await of(bob)('updateOne', { filter: { _id: mine._id }, update: { $set: { text: 'his' } } })).json).toEqual(
      {
        matchedCount: 0,
        modifiedCount: 0,
      },
    );
    expect((await of(bob)('deleteMany', { filter: {} })).json).toEqual({ deletedCount: 0 });
    expect((await of(bob)('countDocuments')).json).toEqual({ count: 0 });
    expect(
      (await of(bob)('aggregate', { pipeline: [{ $group: { _id: null, n: { $sum: 1 } } }] })).json.documents,
    ).toEqual([]);
    expect((await of(ann)('updateOne', { filter: {}, update: { $set: { text: 'mine!' } } })).json.modifiedCount).toBe(
      1,
    );
    expect((await of(ann)('find')).json.documents).toEqual([{ ...mine, text: 'mine!' }]);
    expect((await of(ann)('deleteOne', { filter: { _id: mine._id } })).json).toEqual({ deletedCount: 1 });
  });

  test('inserting for somebody else is refused', async () => {
    const { status, json } = await of(bob)('insertOne', { document: { owner_id: ann.id, text: 'x' } });
    expect([status, json.error, json.error_code]).toEqual([403, 'insert not permitted', 'NoMatchingRuleFound']);
  });

  test('the schema holds for what results, and names every failing path', async () => {
    const wrong = await of(ann)('insertOne', { document: { owner_id: ann.id, text: 'x'.repeat(21), more: 1 } });
    expect([wrong.status, wrong.json.error_code]).toEqual([400, 'SchemaValidationFailedWrite']);
    expect(wrong.json.error).toMatch(/text/);
    await of(ann)('insertOne', { document: { _id: 'long', owner_id: ann.id, text: 'x' } });
    const updated = await of(ann)('updateMany', { filter: {}, update: { $set: { text: 5 } } });
    expect([updated.status, updated.json.error_code]).toEqual([400, 'SchemaValidationFailedWrite']);
    expect((await of(ann)('findOne', { filter: { _id: 'long' } })).json.document.text).toBe('x');
  });
});

describe('what a schema says may not change', () => {
  test.each<[string, string, object]>([
    ['is not removed', 'author', { $unset: { author: '' } }],
    ['is not renamed', 'author', { $rename: { author: 'writer' } }],
    ['is not removed with what it is in', 'by.team', { $unset: { by: '' } }],
    ['is not changed', 'author', { $set: { author: 'bob' } }],
  ])('%s', async (_, path, update) => {
    const kept = dataApi(app, database, 'kept', { token: ann.token });
    const { insertedId: _id } = (await kept('insertOne', { document: { author: 'ann', by: { team: 'red' } } })).json;
    const filter = { _id: { $oid: _id } };
    const { status, json } = await kept('updateOne', { filter, update });
    expect([status, json.error_code]).toEqual([400, 'SchemaValidationFailedWrite']);
    expect(json.error).toContain(`${path}: does not satisfy`);
    expect((await kept('findOne', { filter })).json.document).toMatchObject({ author: 'ann', by: { team: 'red' } });
  });

  test('an optional field with a condition on its value alone is removed', async () => {
    const kept = dataApi(app, database, 'kept', { token: ann.token });
    await kept('insertOne', { document: { _id: 'aged', author: 'ann', age: 5 } });
    const removed = await kept('updateOne', { filter: { _id: 'aged' }, update: { $unset: { age: '' } } });
    expect(removed.json).toEqual({ matchedCount: 1, modifiedCount: 1 });
  });
});

test('fields that a role does not show are neither seen nor asked by', async () => {
  const system = await deployApp(
    folder(database, {}, { 'https_endpoints/gen_endpoints_config.json': { versions: ['v1'], run_as_system: true } }),
  );
  await dataApi(system, database, 'partly')('insertOne', { document: { _id: 1, shown: 'yes', hidden: 'secret' } });
  const partly = dataApi(app, database, 'partly', { token: ann.token });
  expect((await partly('find')).json.documents).toEqual([{ shown: 'yes' }]);
  for (const body of [{ filter: { hidden: 'secret' } }, { filter: {}, sort: { hidden: 1 } }]) {
    const { status, text } = await partly('find', body);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).not.toContain('secret');
  }
  const grouped = await partly('aggregate', { pipeline: [{ $group: { _id: '$hidden' } }] });
  expect(grouped.text).not.toContain('secret');
  const moved = await partly('aggregate', { pipeline: [{ $project: { seen: '$hidden' } }] });
  expect(moved.text).not.toContain('secret');
});

test('a collection without rules is closed, in the words of the original', async () => {
  const { status, json } = await dataApi(app, database, 'unruled', { token: ann.token })('find');
  expect([status, json.error, json.error_code]).toEqual([
    403,
    `no rule exists for namespace '${database}.unruled'`,
    'NoMatchingRuleFound',
  ]);
});

describe('what the app says of its Data API', () => {
  const deployed = async (config: object, secrets: Record<string, string> = {}) =>
    deployApp(
      folder(
        database,
        { open: { rules: { roles: [openRole] } } },
        { 'https_endpoints/gen_endpoints_config.json': config },
      ),
      secrets,
    );

  test('switched off, or without the version: 404', async () => {
    const off = await deployed({ ...settings, disabled: true });
    expect((await dataApi(off, database, 'open')('find')).status).toBe(404);
    const beta = await deployed({ ...settings, versions: ['beta'] });
    expect((await dataApi(beta, database, 'open')('find')).status).toBe(404);
  });

  test('a secret in the query', async () => {
    const config = {
      ...settings,
      run_as_system: true,
      validation_method: 'SECRET_AS_QUERY_PARAM',
      secret_name: 'query',
    };
    const secret = await deployed(config, { query: 'open sesame' });
    const ask = (query: string) =>
      call('POST', `/app/${secret.appId}/endpoint/data/v1/action/find${query}`, {
        body: { dataSource: 'mongodb-atlas', database, collection: 'open' },
      });
    expect((await ask('')).status).toBe(401);
    expect((await ask('?secret=wrong')).status).toBe(401);
    expect((await ask('?secret=open%20sesame')).status).toBe(200);
  });

  test('a signature of the body', async () => {
    const config = { ...settings, run_as_system: true, validation_method: 'VERIFY_PAYLOAD', secret_name: 'hmac' };
    const signed = await deployed(config, { hmac: '12345' });
    const body = `{"dataSource":"mongodb-atlas","database":"${database}","collection":"open","filter":{}}`;
    const signature = createHmac('sha256', '12345').update(body).digest('hex');
    const ask = (headers: Record<string, string>) =>
      call('POST', `/app/${signed.appId}/endpoint/data/v1/action/find`, { body, headers });
    expect((await ask({})).status).toBe(401);
    expect((await ask({ 'endpoint-signature': `sha256=${'0'.repeat(64)}` })).status).toBe(401);
    expect((await ask({ 'endpoint-signature': `sha256=${signature}` })).status).toBe(200);
  });

  test('can_evaluate', async () => {
    const closed = await deployed({
      ...settings,
      run_as_system: true,
      can_evaluate: { '%%request.requestHeaders.x-team': 'blue' },
    });
    const { status, json } = await dataApi(closed, database, 'open')('find');
    expect([status, json]).toMatchObject([
      400,
      { error: 'rule not matched for function "find"', error_code: 'FunctionExecutionError' },
    ]);
    expect((await dataApi(closed, database, 'open', { headers: { 'x-team': 'blue' } })('find')).status).toBe(200);
  });

  test('run as one user', async () => {
    const one = await deployApp(files, { jwt: signingKey });
    const user = await freshUser(one);
    await redeploy(one, {
      ...files,
      'https_endpoints/gen_endpoints_config.json': { ...settings, run_as_user_id: user.id },
    });
    await untilServed(one);
    const things = dataApi(one, database, 'tasks');
    await expect
      .poll(async () => (await things('insertOne', { document: { owner_id: user.id, text: 'x' } })).status, {
        timeout: 5000,
      })
      .toBe(201);
    expect((await things('insertOne', { document: { owner_id: 'another', text: 'x' } })).status).toBe(403);
  });
});

test('update operators where a document belongs: the error names the action that takes them', async () => {
  const things = dataApi(app, database, 'open', { token: ann.token });
  const mixed = { a: 1, $set: { a: 1 } };
  const errorOf = async (action: string, body: object) => (await things(action, body)).json.error as string;
  expect(await errorOf('insertOne', { document: mixed })).toMatch(/\$set .* updateOne takes/);
  expect(await errorOf('findOneAndReplace', { filter: {}, replacement: mixed })).toMatch(
    /\$set .* findOneAndUpdate takes/,
  );
});

describe('50,000 documents are the most that are answered', () => {
  /** So many of the one document that is there. */
  const many = (count: number) => [
    { $match: { _id: 'one' } },
    { $project: { _id: 0, i: { $range: [0, count] } } },
    { $unwind: '$i' },
  ];
  const things = (pipeline: object[]) =>
    dataApi(app, database, 'open', { token: ann.token })('aggregate', { pipeline });
  const called = (pipeline: object[]) =>
    client('POST', app, '/functions/call', {
      token: ann.token,
      body: { name: 'aggregate', service: 'mongodb-atlas', arguments: [{ database, collection: 'open', pipeline }] },
    });

  beforeAll(async () => {
    await dataApi(app, database, 'open', { token: ann.token })('insertOne', { document: { _id: 'one' } });
  });

  test('the last one is there; one more breaks the answer off', async () => {
    expect((await things(many(50_000))).json.documents.at(-1)).toEqual({ i: 49_999 });
    expect((await called(many(50_000))).json.at(-1)).toEqual({ i: { $numberInt: '49999' } });
    await expect(things(many(50_001))).rejects.toThrow('terminated');
    await expect(called(many(50_001))).rejects.toThrow('terminated');
  });
});

describe('functions/call, as App Services’ clients send it', () => {
  const run = (name: string, argument: object, token = ann.token) =>
    client('POST', app, '/functions/call', {
      token,
      body: { name, service: 'mongodb-atlas', arguments: [{ database, collection: 'tasks', ...argument }] },
    });

  test('insert, find, count, update, delete, under the same rules', async () => {
    const inserted = await run('insertOne', { document: { _id: 'f', owner_id: ann.id, text: 'call' } });
    expect([inserted.status, inserted.json]).toEqual([200, { insertedId: 'f' }]);
    expect((await run('find', { query: { _id: 'f' } }, bob.token)).json).toEqual([]);
    expect((await run('findOne', { query: { _id: 'f' }, project: { text: 1 } })).json).toEqual({
      _id: 'f',
      text: 'call',
    });
    expect((await run('count', { query: { _id: 'f' } })).json).toEqual({ $numberLong: '1' });
    expect((await run('updateOne', { query: { _id: 'f' }, update: { $set: { text: 'x' } } })).json).toEqual({
      matchedCount: { $numberInt: '1' },
      modifiedCount: { $numberInt: '1' },
    });
    expect((await run('aggregate', { pipeline: [{ $match: { _id: 'f' } }, { $project: { text: 1 } }] })).json).toEqual([
      { _id: 'f', text: 'x' },
    ]);
    expect((await run('deleteOne', { query: { _id: 'f' } })).json).toEqual({ deletedCount: { $numberInt: '1' } });
  });

  test('what is wrong is named', async () => {
    expect((await run('dropDatabase', {})).json.error_code).toBe('ServiceCommandNotFound');
    expect((await run('aggregate', { pipeline: 5 })).json.error).toContain('pipeline');
    expect((await run('find', { limit: 50_001 })).json.error).toContain('limit');
    expect((await run('find', { limit: 50_000 })).status).toBe(200);
    expect((await run('find', { collection: 'unruled' })).json.error_code).toBe('NoMatchingRuleFound');
    const { json } = await client('POST', app, '/functions/call', {
      token: ann.token,
      body: { name: 'mine', arguments: [] },
    });
    expect(json.error_code).toBe('FunctionInvalid');
  });
});
