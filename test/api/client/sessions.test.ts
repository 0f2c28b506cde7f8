import { beforeAll, describe, expect, test } from 'vitest';
import { api } from '../../_harness/admin.ts';
import { call, client, deployApp, own, type TestApp } from '../../_harness/apps.ts';

const providers = {
  'anon-user': { name: 'anon-user', type: 'anon-user', disabled: false },
  'api-key': { name: 'api-key', type: 'api-key', disabled: false },
  'local-userpass': {
    name: 'local-userpass',
    type: 'local-userpass',
    disabled: false,
    config: { autoConfirm: true, resetPasswordUrl: 'https://example.com/reset' },
  },
};

let app: TestApp;
const credentials = { username: 'ann@example.com', password: 'secret1' };

beforeAll(async () => {
  app = await deployApp({ 'auth/providers.json': providers });
  await client('POST', app, '/auth/providers/local-userpass/register', {
    body: { email: credentials.username, password: credentials.password },
  });
});

const logIn = () => client('POST', app, '/auth/providers/local-userpass/login', { body: credentials });

test('the location is where the caller is', async () => {
  const { json } = await client('GET', app, '/location');
  expect(json.hostname).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(json.ws_hostname).toMatch(/^ws:/);
});

test('an app that nobody has deployed: 404 in App Services’ words', async () => {
  const { status, json } = await call('GET', '/api/client/v2.0/app/nothing-here/location');
  expect([status, json]).toEqual([404, { error: "cannot find app using Client App ID 'nothing-here'" }]);
});

describe('a session', () => {
  test('log in, look at the profile, refresh, log out', async () => {
    const { status, json } = await logIn();
    expect([status, Object.keys(json)]).toEqual([200, ['access_token', 'refresh_token', 'user_id', 'device_id']]);
    const profile = await own('GET', '/auth/profile', { token: json.access_token });
    expect(profile.json).toMatchObject({
      user_id: json.user_id,
      type: 'normal',
      data: { email: credentials.username },
      identities: [{ provider_type: 'local-userpass' }],
    });
    const refreshed = await own('POST', '/auth/session', { token: json.refresh_token });
    expect(refreshed.status).toBe(201);
    expect((await own('GET', '/auth/profile', { token: refreshed.json.access_token })).status).toBe(200);
    expect((await client('POST', app, '/auth/session', { token: json.refresh_token })).status).toBe(201);
    expect((await own('DELETE', '/auth/session', { token: json.refresh_token })).status).toBe(204);
    const after = await own('POST', '/auth/session', { token: json.refresh_token });
    expect([after.status, after.json.error_code]).toEqual([401, 'InvalidSession']);
  });

  test.each([
    [401, 'InvalidPassword', { username: 'ann@example.com', password: 'wrong' }],
    [401, 'InvalidPassword', { username: 'nobody@example.com', password: 'wrong' }],
    [400, 'MissingParameter', { username: 'ann@example.com' }],
    [400, 'InvalidParameter', { username: 'ann@example.com', password: 'x', more: 1 }],
  ])('%i %s', async (status, code, body) => {
    const answer = await client('POST', app, '/auth/providers/local-userpass/login', { body });
    expect([answer.status, answer.json.error_code]).toEqual([status, code]);
  });

  test('a provider that is not switched on, and one that needs functions', async () => {
    const off = await client('POST', app, '/auth/providers/custom-token/login', { body: { token: 'x' } });
    expect([off.status, off.json.error_code]).toEqual([404, 'AuthProviderNotFound']);
  });

  test('without a token, or with one that is none: 401', async () => {
    for (const token of [undefined, 'nothing', 'a.b.c']) {
      const { status, json } = await own('GET', '/auth/profile', token === undefined ? {} : { token });
      expect([status, json.error_code]).toEqual([401, 'InvalidSession']);
    }
  });

  test('guessing a password ends in 429', async () => {
    const guess = () =>
      client('POST', app, '/auth/providers/local-userpass/login', {
        body: { username: 'guessed@example.com', password: 'wrong' },
      });
    const answers = await Promise.all(Array.from({ length: 24 }, guess));
    expect(answers.map(({ status }) => status)).toContain(429);
  });
});

test('an anonymous user becomes somebody by a link', async () => {
  const anonymous = await client('POST', app, '/auth/providers/anon-user/login');
  const email = 'linked@example.com';
  await client('POST', app, '/auth/providers/local-userpass/register', { body: { email, password: 'secret1' } });
  const linked = await client('POST', app, '/auth/providers/local-userpass/login?link=true', {
    token: anonymous.json.access_token,
    body: { username: email, password: 'secret1' },
  });
  expect([linked.status, linked.json.user_id]).toEqual([200, anonymous.json.user_id]);
  const { json } = await own('GET', '/auth/profile', { token: linked.json.access_token });
  expect(json.identities).toHaveLength(2);
});

test('an API key and a new anonymous user cannot be linked, nor anything with a token that is none', async () => {
  const { json: session } = await logIn();
  const link = (provider: string, body: object, token: string) =>
    client('POST', app, `/auth/providers/${provider}/login?link=true`, { token, body });
  const { json: key } = await own('POST', '/auth/api_keys', { token: session.refresh_token, body: { name: 'link' } });
  for (const answer of [
    await link('api-key', { key: key.key }, session.access_token),
    await link('anon-user', {}, session.access_token),
  ])
    expect([answer.status, answer.json.error_code]).toEqual([400, 'BadRequest']);
  for (const token of ['', 'a b', 'nothing'])
    expect((await link('local-userpass', credentials, token)).status).toBe(401);
});

test('keys of a user: made, used, switched off, deleted', async () => {
  const { json: session } = await logIn();
  const token: string = session.refresh_token;
  const made = await own('POST', '/auth/api_keys', { token, body: { name: 'phone' } });
  expect([made.status, made.json.name, made.json.disabled]).toEqual([201, 'phone', false]);
  const byKey = () => client('POST', app, '/auth/providers/api-key/login', { body: { key: made.json.key } });
  expect((await byKey()).json.user_id).toBe(session.user_id);
  const path = `/auth/api_keys/${made.json._id}`;
  expect((await own('GET', path, { token })).json).toEqual({ _id: made.json._id, name: 'phone', disabled: false });
  expect((await own('GET', '/auth/api_keys', { token })).text).not.toContain(made.json.key);
  expect((await own('PUT', `${path}/disable`, { token })).status).toBe(204);
  expect((await byKey()).status).toBe(401);
  expect((await own('PUT', `${path}/enable`, { token })).status).toBe(204);
  expect((await byKey()).status).toBe(200);
  expect((await own('DELETE', path, { token })).status).toBe(204);
  const gone = await own('GET', path, { token });
  expect([gone.status, gone.json]).toMatchObject([404, { error: 'API key not found', error_code: 'APIKeyNotFound' }]);
});

test('who logs out of a session that is over is told so in the words that realm-web takes for done', async () => {
  const { json } = await client('POST', app, '/auth/providers/anon-user/login');
  expect((await own('DELETE', '/auth/session', { token: json.refresh_token })).status).toBe(204);
  const again = await own('DELETE', '/auth/session', { token: json.refresh_token });
  expect([again.status, again.json]).toMatchObject([
    401,
    { error: 'invalid session: failed to find refresh token', error_code: 'InvalidSession' },
  ]);
});

test('a user deletes itself, and is nobody then', async () => {
  const { json } = await client('POST', app, '/auth/providers/anon-user/login');
  expect((await own('DELETE', '/auth/delete', { token: json.access_token })).status).toBe(204);
  expect((await own('POST', '/auth/session', { token: json.refresh_token })).status).toBe(401);
});

describe('browsers', () => {
  const origin = 'https://shop.example.com';

  test('of any origin may ask an app that names none; a preflight says how', async () => {
    const preflight = await client('OPTIONS', app, '/auth/providers/anon-user/login', {
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization');
    const answer = await client('POST', app, '/auth/providers/anon-user/login', { headers: { origin } });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
  });

  test('of other origins than the app’s are refused', async () => {
    const closed = await deployApp({
      'root_config.json': { name: 'closed', allowed_request_origins: ['https://mine.example.com'] },
      'auth/providers.json': providers,
    });
    const answer = await client('POST', closed, '/auth/providers/anon-user/login', { headers: { origin } });
    expect([answer.status, answer.json.error_code]).toEqual([403, 'DomainNotAllowed']);
    const right = { origin: 'https://mine.example.com' };
    expect((await client('POST', closed, '/auth/providers/anon-user/login', { headers: right })).status).toBe(200);
  });
});

test('only addresses on the project’s access list reach its apps', async () => {
  const closed = await deployApp({ 'auth/providers.json': providers });
  await api('POST', `/groups/${closed.groupId}/accessList`, { body: [{ ipAddress: '203.0.113.7' }] });
  await expect.poll(async () => (await client('GET', closed, '/location')).status, { timeout: 5000 }).toBe(403);
});
