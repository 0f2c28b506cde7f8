/** MongoDB's published OpenAPI document of the Data API holds here: every action, field, status and error of it. */
import { EJSON } from 'bson';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import contract from '../../../generated/openapi.json' with { type: 'json' };
import { call, client, own, type AppAnswer } from '../../_harness/apps.ts';
import {
  deployApp,
  folder,
  freshDatabase,
  freshUser,
  openRole,
  providers,
  type TestApp,
} from '../../_harness/data-api.ts';
import { facts, othersThan, typeOf, type Action, type Field } from './facts.ts';

const jwtSecret = 'a secret of thirty-two characters, or of more';
const customToken = {
  name: 'custom-token',
  type: 'custom-token',
  disabled: false,
  config: { signingAlgorithm: 'HS256', useJWKURI: false },
  secret_config: { signingKeys: ['jwt'] },
};
const database = freshDatabase();
const actions = Object.entries(facts.actions);
let app: TestApp;
/** Name of a scheme → the headers of a user who has it. */
let credentials: Record<string, Record<string, string>>;

beforeAll(async () => {
  const settings = { versions: [facts.version], return_type: 'JSON', create_user_on_auth: true };
  const more = {
    'auth/providers.json': { ...providers, 'custom-token': customToken },
    'data_sources/mongodb-atlas/default_rule.json': { roles: [openRole], filters: [] },
    'https_endpoints/gen_endpoints_config.json': settings,
  };
  app = await deployApp(folder(database, {}, more), { jwt: jwtSecret });
  credentials = await everyCredential();
});

async function everyCredential() {
  const { email, password, token } = await freshUser(app);
  const login = { body: { username: email, password } };
  const session = await client('POST', app, '/auth/providers/local-userpass/login', login);
  const key = await own('POST', '/auth/api_keys', { token: session.json.refresh_token, body: { name: 'key' } });
  const jwt = await new SignJWT({ sub: 'somebody' })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(app.appId)
    .setExpirationTime('5m')
    .sign(Buffer.from(jwtSecret));
  return {
    'access token': { Authorization: `Bearer ${token}` },
    'e-mail and password': { email, password },
    'API key': { apiKey: key.json.key },
    'custom JWT': { jwtTokenString: jwt },
  };
}

/** One request, on a collection where documents wait that the samples match. */
async function send(
  action: string,
  fields: object,
  options: { headers?: Record<string, string>; write?: (body: object) => string } = {},
): Promise<AppAnswer> {
  const place = { dataSource: 'mongodb-atlas', database, collection: `tasks_${action}` };
  const documents = [
    { status: 'open', text: 'Wash up' },
    { status: 'done', text: 'Cook' },
  ];
  await post('insertMany', { ...place, documents }, credentials['API key']);
  const { headers = credentials['API key'], write = JSON.stringify } = options;
  return post(action, write({ ...place, ...fields }), headers);
}

function post(action: string, body: unknown, headers: Record<string, string> = {}): Promise<AppAnswer> {
  const path = facts.path.replace('{appId}', app.appId).replace('{version}', facts.version).replace('{action}', action);
  return call(facts.method.toUpperCase(), path, { body, headers });
}

const isRequired = ({ required, here }: Field): boolean => here?.required ?? required;
const statusOf = ({ status, here }: Action): number => here?.status ?? status;

/** The fields with the first of their samples; those of the place are added when it is sent. */
function bodyOf({ fields }: Action, which: (field: Field) => boolean): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, field]) => field.samples !== undefined && which(field))
      .map(([name, { samples }]) => [name, samples?.[0]]),
  );
}

function expectError({ status, headers, json }: AppAnswer, expected: number): void {
  expect([status, headers.get('content-type')]).toEqual([expected, 'application/json']);
  for (const [name, value] of Object.entries(json))
    expect([name, typeOf(value)]).toEqual([name, facts.errorBody[name]]);
  expect(json.error).not.toBe('');
}

describe('the contract', () => {
  const paths = contract.paths as unknown as Record<string, Record<string, Operation | undefined> | undefined>;
  interface Operation {
    readonly requestBody: { readonly required?: boolean; readonly content: object };
    readonly responses: Record<string, { readonly content?: object; readonly $ref?: string }>;
    readonly security: readonly Record<string, readonly string[]>[];
  }

  test.each(actions)('%s: method, formats, statuses, credentials', (action, fact) => {
    const operation = paths[facts.path.replace('{action}', action)]?.[facts.method];
    expect(Object.keys(operation?.requestBody.content ?? {})).toEqual(facts.mediaTypes);
    expect(Object.keys(operation?.responses[statusOf(fact)]?.content ?? {})).toEqual(facts.mediaTypes);
    const statuses = [statusOf(fact), ...facts.errors.map(({ status }) => status)].map(String);
    expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining(statuses));
    const known = contract.components.securitySchemes as Record<string, { name?: string; scheme?: string }>;
    const alternatives = operation?.security.map((schemes) =>
      Object.keys(schemes).map((id) => known[id]?.name ?? (known[id]?.scheme === 'bearer' ? 'Authorization' : id)),
    );
    expect(alternatives).toEqual(expect.arrayContaining(facts.schemes.map(({ headers }) => [...headers])));
  });

  test('every difference says why', () => {
    const differences = actions.flatMap(([, { here, fields }]) => [
      here,
      ...Object.values(fields).map((one) => one.here),
    ]);
    for (const difference of differences.filter((one) => one !== undefined))
      expect(difference.why).toMatch(/^[A-Z].{20,}\.$/);
  });
});

describe.each(actions)('%s', (action, fact) => {
  const most = bodyOf(fact, () => true);
  const least = bodyOf(fact, isRequired);
  const status = statusOf(fact);

  test('every field is taken, with every value; what is optional may be left out', async () => {
    expect((await send(action, least)).status).toBe(status);
    for (const [name, { samples = [], default: byDefault }] of Object.entries(fact.fields)) {
      for (const value of byDefault === undefined ? samples : [byDefault, ...samples])
        expect([name, value, (await send(action, { ...most, [name]: value })).status]).toEqual([name, value, status]);
    }
  });

  test('what is required is missed', async () => {
    for (const [name, field] of Object.entries(fact.fields)) {
      const answer = await send(action, { ...most, [name]: undefined });
      if (isRequired(field)) expectError(answer, 400);
      else expect([name, answer.status]).toEqual([name, status]);
    }
  });

  test('another type is refused', async () => {
    for (const [name, { type }] of Object.entries(fact.fields))
      for (const value of name === 'update' ? othersThan(type).filter((one) => !Array.isArray(one)) : othersThan(type))
        expectError(await send(action, { ...most, [name]: value }), 400);
  });

  test.each([
    ['application/json', 'application/json', 'json', JSON.stringify],
    ['application/json', 'application/ejson', 'ejson', JSON.stringify],
    ['application/ejson', 'application/json', 'json', JSON.stringify],
    ['application/ejson', 'application/ejson', 'ejson', (body: object) => EJSON.stringify(body, { relaxed: false })],
  ] as const)('%s in, %s out', async (contentType, accept, format, write) => {
    const headers = { ...credentials['API key'], 'content-type': contentType, accept };
    const answer = await send(action, most, { headers, write });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, accept]);
    expect(Object.keys(fact.answer)).toEqual(expect.arrayContaining(Object.keys(answer.json)));
    for (const [name, field] of Object.entries(fact.answer)) {
      const value: unknown = answer.json[name];
      if (value === undefined && !field.required) continue;
      expect(field[format]).toContain(typeOf(value));
      if (Array.isArray(value)) for (const item of value) expect(typeOf(item)).toBe(field.items?.[format]);
    }
  });

  test.each(facts.schemes)('lets in by $name, and not by a wrong one', async ({ name, headers }) => {
    expect((await send(action, most, { headers: credentials[name] ?? {} })).status).toBe(status);
    const wrong = Object.fromEntries(
      headers.map((header) => [header, header === 'Authorization' ? 'Bearer nobodys' : 'nobodys']),
    );
    expectError(await send(action, most, { headers: wrong }), 401);
  });
});

describe('errors', () => {
  const wrongOnes: Record<string, readonly Record<string, string>[]> = {
    'no credentials': [{}],
    'half of them': [{ email: 'someone@example.com' }, { password: 'secret1' }],
    "nobody's": [{ apiKey: 'x' }, { email: 'nobody@example.com', password: 'secret1' }, { jwtTokenString: 'x' }],
  };

  test.each(facts.errors)('$when: $status', async ({ when, status, body }) => {
    for (const headers of wrongOnes[when] ?? []) {
      const answer = await send('find', { filter: {} }, { headers });
      expectError(answer, status);
      expect(answer.json).toEqual({ ...body, link: expect.stringContaining(app.appId) as string });
    }
    expect(wrongOnes[when]).not.toBeUndefined();
  });
});

test('findOne answers null where nothing matches; an upsert tells the id that it made', async () => {
  expect((await send('findOne', { filter: { status: 'none' } })).text).toBe('{"document":null}');
  const upsert = { filter: { status: 'new' }, update: { $set: { text: 'x' } }, upsert: true };
  const made = await send('updateOne', upsert);
  expect(typeOf(made.json.upsertedId)).toBe('string');
  const canonical = await send('updateMany', upsert, {
    headers: { ...credentials['API key'], accept: 'application/ejson' },
  });
  expect(typeOf(canonical.json.upsertedId)).toBe('object');
});

test.each(facts.values)('$what in either format', async ({ ejson, json }) => {
  for (const [accept, expected] of [
    ['application/json', json],
    ['application/ejson', typeof json === 'number' ? { $numberInt: String(json) } : ejson],
  ] as const) {
    const headers = { ...credentials['API key'], 'content-type': 'application/ejson', accept };
    const place = { dataSource: 'mongodb-atlas', database, collection: 'values' };
    const inserted = await post('insertOne', { ...place, document: { _id: ejson } }, headers);
    expect(inserted.json).toEqual({ insertedId: expected });
    expect((await post('deleteOne', { ...place, filter: { _id: ejson } }, headers)).status).toBe(200);
  }
});
