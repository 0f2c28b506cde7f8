import { MongoClient } from 'mongodb';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { api, freshKey, freshOrganization, freshProject, type ApiCall, type Json } from '../../../_harness/admin.ts';
import { dataApi, folder, freshDatabase, freshUser, openRole, ownerRole } from '../../../_harness/data-api.ts';
import { call, client, deployApp, own, type TestApp } from '../../../_harness/apps.ts';
import { eventually } from '../../../_harness/own-mongod.ts';
import { basic } from '../../../_harness/client.ts';
import { everywhere } from '../mounts/docdb-calls.ts';

const providers = {
  'local-userpass': {
    name: 'local-userpass',
    type: 'local-userpass',
    disabled: false,
    config: { autoConfirm: true, resetPasswordUrl: 'https://example.com/reset' },
  },
};
const password = 'correct-horse-battery';

let app: TestApp;
let orgId: string;
const logIn = (username: string, secret: string) =>
  client('POST', app, '/auth/providers/local-userpass/login', { body: { username, password: secret } });

beforeAll(async () => {
  app = await deployApp({ 'auth/providers.json': providers });
  orgId = (await api('GET', `/groups/${app.groupId}`)).json.orgId;
  for (const email of ['ann@example.com', 'bob@example.com'])
    await client('POST', app, '/auth/providers/local-userpass/register', { body: { email, password } });
});

/** The requests that a list shows, once there are as many as that. */
async function logged(path: string, count: number): Promise<Json[]> {
  const { json } = await eventually(path, ({ results }) => results.length >= count);
  expect(json.results).toHaveLength(count);
  return json.results;
}

const idOf = ({ headers }: { headers: Headers }): string => headers.get('x-request-id') ?? '';

/** A login at an app that the processes may not serve yet. */
async function refusedLogin(to: TestApp) {
  for (;;) {
    const body = { username: 'x@example.com', password };
    const answer = await client('POST', to, '/auth/providers/local-userpass/login', { body });
    if (answer.status === 401) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('requests to an app', () => {
  test('a login that fails is found by the link of its error', async () => {
    const failed = await logIn('ann@example.com', 'wrong');
    const link = new URL(failed.json.link);
    expect(link.href).toBe(
      `${new URL(inject('serviceUrl')).origin}/api/public/v1.0${app.path}/logs?co_id=${idOf(failed)}`,
    );
    const [entry] = await logged(link.pathname + link.search, 1);
    expect(entry).toMatchObject({
      requestId: idOf(failed),
      plane: 'client',
      operationId: 'logInWithEmailPassword',
      method: 'POST',
      path: `/api/client/v2.0/app/${app.appId}/auth/providers/local-userpass/login`,
      status: 401,
      errorCode: 'InvalidPassword',
      bytesSent: Buffer.byteLength(failed.text),
      remoteAddress: '127.0.0.1',
      groupId: app.groupId,
      clientAppId: app.appId,
    });
    expect(entry.durationMs).toBeGreaterThan(0);
    expect(Date.now() - Date.parse(entry.started)).toBeLessThan(60_000);
    expect(entry).not.toHaveProperty('userId');
    const self = await api('GET', new URL(entry.links[0].href).pathname);
    expect(self.json.requestId).toBe(idOf(failed));
    expect(self.json.links.map(({ href }: { href: string }) => new URL(href).pathname.slice(16))).toEqual([
      `${app.path}/logs/${idOf(failed)}`,
      `/groups/${app.groupId}`,
      app.path,
    ]);
  });

  test('a token that is refused is found where the path names the app', async () => {
    const refused = await client('POST', app, '/auth/session', { token: 'a.b.c' });
    const link = new URL(refused.json.link);
    const [entry] = await logged(link.pathname + link.search, 1);
    expect(entry).toMatchObject({ operationId: 'createAccessToken', status: 401, errorCode: 'InvalidSession' });
    expect((await own('GET', '/auth/profile', { token: 'a.b.c' })).json).not.toHaveProperty('link');
  });

  test('an app that nobody has deployed has no log', async () => {
    expect((await call('GET', '/api/client/v2.0/app/nothing-here/location')).json).not.toHaveProperty('link');
  });

  test('by user: who has logged in, and who has a token', async () => {
    const { json: bob } = await logIn('bob@example.com', password);
    const profile = await own('GET', '/auth/profile', { token: bob.access_token });
    const refreshed = await own('POST', '/auth/session', { token: bob.refresh_token });
    await logIn('ann@example.com', password);
    const entries = await logged(`${app.path}/logs?userId=${bob.user_id}`, 3);
    expect(entries.map(({ operationId }) => operationId)).toEqual([
      'createAccessToken',
      'getProfile',
      'logInWithEmailPassword',
    ]);
    expect(entries[1]).toMatchObject({ requestId: idOf(profile), userId: bob.user_id, userType: 'normal' });
    expect(entries[0]).toMatchObject({ requestId: idOf(refreshed), userId: bob.user_id, userType: 'normal' });
  });

  test('by operation, status, class and time; a page at a time, counted when asked', async () => {
    const other = await deployApp({ 'auth/providers.json': providers });
    const login = (body: object) => client('POST', other, '/auth/providers/local-userpass/login', { body });
    const sent = [];
    for (let i = 0; i < 3; i++) sent.push(idOf(await login({ username: 'nobody@example.com', password })));
    await login({ username: 'nobody@example.com' });
    const logs = `${other.path}/logs?operationId=logInWithEmailPassword`;
    await logged(logs, 4);
    expect((await api('GET', logs)).json).not.toHaveProperty('totalCount');
    const total = async (query: string) => (await api('GET', `${logs}&includeCount=true&${query}`)).json.totalCount;
    expect(await total('status=401')).toBe(3);
    expect(await total('status=400')).toBe(1);
    expect(await total('status=4xx')).toBe(4);
    expect(await total('status=2xx')).toBe(0);
    expect(await total('minDate=2001-01-01')).toBe(4);
    expect(await total('maxDate=2001-01-01')).toBe(0);
    expect(await total(`requestId=${sent[0]}`)).toBe(1);
    const page = async (number: number) =>
      (await api('GET', `${logs}&status=401&itemsPerPage=2&pageNum=${number}`)).json.results.map(
        ({ requestId }: { requestId: string }) => requestId,
      );
    expect([...(await page(1)), ...(await page(2))]).toEqual(sent.toReversed());
  });

  test('one app does not see another’s, the project sees both', async () => {
    const appId = `second-${app.appId}`;
    const files = { 'root_config.json': '{"name":"second"}', 'auth/providers.json': JSON.stringify(providers) };
    const second = { ...app, appId, path: `/groups/${app.groupId}/apps/${appId}` };
    await api('POST', `${second.path}/versions`, { body: { files } });
    const failed = await refusedLogin(second);
    await logged(`/groups/${app.groupId}/logs?requestId=${idOf(failed)}`, 1);
    expect((await api('GET', `${second.path}/logs/${idOf(failed)}`)).status).toBe(200);
    expect((await api('GET', `${app.path}/logs/${idOf(failed)}`)).json.errorCode).toBe('REQUEST_NOT_FOUND');
  });
});

test('requests to the Data API: whose, which collection, by which roles', async () => {
  const database = freshDatabase();
  const rules = { roles: [{ ...openRole, name: 'never', apply_when: { '%%user.id': 'x' } }, ownerRole, openRole] };
  const ruled = await deployApp(folder(database, { things: { rules } }));
  const { id, token } = await freshUser(ruled);
  const things = dataApi(ruled, database, 'things', { token });
  const found = await things('find', { filter: { hush: 'secretfilter' } });
  const nothing = await dataApi(ruled, database, 'others', { token })('find');
  const stranger = await dataApi(ruled, database)('find');
  const one = async (answer: { headers: Headers }) =>
    (await logged(`${ruled.path}/logs?requestId=${idOf(answer)}`, 1))[0];
  const place = { dataSource: 'mongodb-atlas', database };
  expect(await one(found)).toMatchObject({
    plane: 'data',
    operationId: 'find',
    status: 200,
    userId: id,
    userType: 'normal',
    ...place,
    collection: 'things',
    roles: ['owner', 'readAndWriteAll'],
    bytesSent: found.text.length,
  });
  const unruled = await one(nothing);
  expect(unruled).toMatchObject({ status: 403, errorCode: 'NoMatchingRuleFound', ...place, collection: 'others' });
  expect(unruled).not.toHaveProperty('roles');
  expect(await one(stranger)).toMatchObject({ status: 400, errorCode: 'InvalidParameter', clientAppId: ruled.appId });
  expect(new URL(stranger.json.link).search).toBe(`?co_id=${idOf(stranger)}`);
  await logged(`${ruled.path}/logs?userId=${id}&operationId=find`, 2);
});

test('functions/call: which function, also where it is refused', async () => {
  const database = freshDatabase();
  const ruled = await deployApp(folder(database, { things: { rules: { roles: [openRole] } } }));
  const { token } = await freshUser(ruled);
  const run = (body: object) => client('POST', ruled, '/functions/call', { token, body: { arguments: [], ...body } });
  const place = { database, collection: 'things' };
  const long = 'x'.repeat(300);
  const answers = [
    await run({ name: 'count', service: 'mongodb-atlas', arguments: [place] }),
    await run({ name: 'dropDatabase', service: 'mongodb-atlas' }),
    await run({ name: 'mine' }),
    await run({ name: long }),
  ];
  const entries = await logged(`${ruled.path}/logs?operationId=callFunction`, 4);
  const told = answers.map((answer) => entries.find(({ requestId }) => requestId === idOf(answer)));
  expect(told).toMatchObject([
    { functionName: 'count', status: 200, collection: 'things' },
    { functionName: 'dropDatabase', status: 400, errorCode: 'ServiceCommandNotFound' },
    { functionName: 'mine', status: 400, errorCode: 'FunctionInvalid' },
    { functionName: long.slice(0, 255) },
  ]);
});

describe('paths of an app with nothing at them', () => {
  test.each([
    ['an action that is none', 'POST', '/endpoint/data/v1/action/nope', 404],
    ['a custom endpoint', 'GET', '/endpoint/hello', 404],
    ['another method', 'GET', '/endpoint/data/v1/action/find', 405],
  ])('%s', async (_, method, path, status) => {
    const answer = await call(method, `/app/${app.appId}${path}`);
    const link = new URL(answer.json.link);
    const [entry] = await logged(link.pathname + link.search, 1);
    expect(entry).toMatchObject({
      requestId: idOf(answer),
      plane: 'data',
      method,
      path: `/app/${app.appId}${path}`,
      status,
      clientAppId: app.appId,
      groupId: app.groupId,
    });
    expect(answer.status).toBe(status);
    expect(entry).not.toHaveProperty('operationId');
  });

  test('of the client API: watch() of realm-web', async () => {
    const { status, json } = await client('GET', app, '/functions/call?baas_request=x');
    const link = new URL(json.link);
    expect([status, (await logged(link.pathname + link.search, 1))[0].plane]).toEqual([405, 'client']);
  });

  test('of an app that nobody has deployed: no link', async () => {
    const { status, json } = await call('POST', '/app/nothing-here/endpoint/data/v1/action/nope');
    expect(status).toBe(404);
    expect(json).not.toHaveProperty('link');
  });
});

test('functions that are not called, and why rules refuse; no name and no value of what was sent', async () => {
  const database = freshDatabase();
  const calls = (name: string) => ({ '%%true': { '%function': { name, arguments: ['%%root.secretargument'] } } });
  const reserved = { ...openRole, name: 'reserved', apply_when: calls('isMember') };
  const narrow = { name: 'narrow', apply_when: {}, fields: { a: { read: true, write: true } } };
  const inserting = { ...openRole, name: 'keeper', insert: false };
  const files = folder(database, {
    reserved: { rules: { roles: [reserved] }, schema: { properties: { a: { validate: calls('isFine') } } } },
    narrow: { rules: { roles: [narrow] } },
    kept: { rules: { roles: [inserting] } },
  });
  const ruled = await deployApp(files);
  const { token } = await freshUser(ruled);
  const entryOf = async (collection: string, action: string, body: object) => {
    const answer = await dataApi(ruled, database, collection, { token })(action, body);
    return (await logged(`${ruled.path}/logs?requestId=${idOf(answer)}`, 1))[0];
  };
  const document = { a: 1, secretfield: 'secretvalue' };
  const refused = await entryOf('reserved', 'insertOne', { document });
  expect(refused).toMatchObject({
    errorCode: 'NoMatchingRuleFound',
    functionsNotCalled: ['isMember', 'isFine'],
    reason:
      'No role applies to the document. Functions are not called; conditions that need one count as false: isMember.',
  });
  expect(await entryOf('reserved', 'find', {})).toMatchObject({
    status: 200,
    functionsNotCalled: ['isMember', 'isFine'],
  });
  const unwritten = await entryOf('narrow', 'insertOne', { document });
  expect(unwritten.reason).toBe('The role narrow may not write one of the fields.');
  const bulk = { operations: [{ insertOne: { document } }] };
  expect((await entryOf('kept', 'bulkWrite', bulk)).reason).toBe('The role keeper does not permit the insert.');
  const unseen = await entryOf('narrow', 'find', { filter: { secretfield: 'secretvalue' } });
  for (const entry of [unwritten, unseen]) {
    expect(entry).not.toHaveProperty('functionsNotCalled');
    expect(JSON.stringify(entry)).not.toContain('secret');
  }
  expect(unseen).not.toHaveProperty('reason');
});

test('functions that can_evaluate does not call', async () => {
  const database = freshDatabase();
  const can_evaluate = { '%%true': { '%function': { name: 'mayCall' } } };
  const settings = { disabled: false, versions: ['v1'], return_type: 'JSON', can_evaluate };
  const closed = await deployApp(folder(database, {}, { 'https_endpoints/gen_endpoints_config.json': settings }));
  const { token } = await freshUser(closed);
  const refused = await dataApi(closed, database, 'things', { token })('find');
  const [entry] = await logged(`${closed.path}/logs?requestId=${idOf(refused)}`, 1);
  expect(entry).toMatchObject({ errorCode: 'FunctionExecutionError', functionsNotCalled: ['mayCall'] });
});

describe('requests to mounts', () => {
  test('which collection, by whom; those of the config file belong to no project', async () => {
    const { id } = await freshProject();
    const database = `logged_${process.pid}_${Date.now().toString(36)}`;
    const users = [{ username: 'web', password }];
    const mount = await api('POST', `/groups/${id}/mounts`, {
      body: { database, serviceDataSource: 'default', overrides: true, users },
    });
    expect(mount.status).toBe(201);
    const target = `/docdb/${database}/things`;
    await everywhere(200, 'GET', target, { as: ['web', password] });
    const read = (query: string, secret: string) =>
      call('GET', target + query, { headers: { authorization: basic('web', secret) } });
    const found = await read(`?filter=${encodeURIComponent('{"hush":"secretfilter"}')}`, password);
    const refused = await read('', 'wrong');
    const [entry] = await logged(`/groups/${id}/logs?requestId=${idOf(found)}`, 1);
    expect(entry).toMatchObject({
      plane: 'docdb',
      operationId: 'listDocuments',
      path: target,
      status: 200,
      bytesSent: 2,
      username: 'web',
      mountId: mount.json.id,
      dataSource: 'default',
      database,
      collection: 'things',
    });
    const [other] = await logged(`/groups/${id}/logs?requestId=${idOf(refused)}`, 1);
    expect(other).toMatchObject({ status: 401, errorCode: 'UNAUTHORIZED', mountId: mount.json.id });
    expect(other).not.toHaveProperty('username');
    await api('DELETE', `/groups/${id}/mounts/${mount.json.id}`);
  });
});

describe('admin requests', () => {
  test('that name a project, by whom; the challenge of digest is none', async () => {
    const { id, orgId: org } = await freshProject();
    const key = await freshKey(org, ['ORG_READ_ONLY']);
    await api('GET', `/groups/${id}`, { as: key });
    const [entry] = await logged(`/groups/${id}/logs?operationId=getProject`, 1);
    expect(entry).toMatchObject({
      plane: 'admin',
      path: `/api/public/v1.0/groups/${id}`,
      status: 200,
      apiKeyId: key.id,
      publicKey: key.publicKey,
    });
  });

  test('that are refused stand there as well; projects that are not there have no log', async () => {
    const [{ id }, foreign] = [await freshProject(), await freshOrganization()];
    const key = await freshKey(foreign.id, ['ORG_OWNER']);
    const refused = await api('GET', `/groups/${id}`, { as: key });
    expect(refused.json.errorCode).toBe('NOT_IN_GROUP');
    const [entry] = await logged(`/groups/${id}/logs?operationId=getProject`, 1);
    expect(entry).toMatchObject({ status: refused.status, errorCode: 'NOT_IN_GROUP', publicKey: key.publicKey });
  });
});

describe('who may read', () => {
  const codeOf = async (path: string, options: ApiCall = {}) => (await api('GET', path, options)).json.errorCode;

  test('readers of the project, and nobody of another organization', async () => {
    const reader = await freshKey(orgId, ['ORG_MEMBER'], { [app.groupId]: ['GROUP_READ_ONLY'] });
    expect((await api('GET', `${app.path}/logs`, { as: reader })).status).toBe(200);
    const foreign = await freshKey((await freshOrganization()).id, ['ORG_OWNER']);
    expect(await codeOf(`/groups/${app.groupId}/logs`, { as: foreign })).toBe('NOT_IN_GROUP');
    expect(await codeOf(`${app.path}/logs`, { as: foreign })).toBe('NOT_IN_GROUP');
  });

  test('what is not there, and what is no question', async () => {
    const { id } = await freshProject();
    expect(await codeOf(`/groups/${id}/apps/${app.appId}/logs`)).toBe('APP_NOT_FOUND');
    expect(await codeOf(`/groups/${id}/apps/${app.appId}/logs/x`)).toBe('APP_NOT_FOUND');
    expect(await codeOf(`/groups/${id}/logs/x`)).toBe('REQUEST_NOT_FOUND');
    for (const query of ['status=600', 'status=ok', 'minDate=yesterday'])
      expect(await codeOf(`/groups/${id}/logs?${query}`)).toBe('INVALID_QUERY_PARAMETER');
  });
});

test('nothing secret is written down', async () => {
  const { json } = await logIn('ann@example.com', password);
  const token = json.access_token;
  const headers = { 'x-hush': 'secretheader' };
  const last = await own('GET', '/auth/profile?hush=secretquery', { token, headers });
  await logged(`${app.path}/logs?requestId=${idOf(last)}`, 1);
  const direct = new MongoClient(inject('mongodbUri'));
  try {
    const entries = await direct.db('docgate').collection('requests').find().toArray();
    expect(entries.length).toBeGreaterThan(5);
    const text = JSON.stringify(entries);
    for (const secret of [password, 'secretheader', 'secretquery', 'secretfilter', token, json.refresh_token, 'ann@'])
      expect(text).not.toContain(secret);
  } finally {
    await direct.close();
  }
});
