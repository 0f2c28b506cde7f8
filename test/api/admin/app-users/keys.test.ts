import { readFileSync } from 'node:fs';
import { beforeAll, expect, inject, test } from 'vitest';
import { admittedKey, api, freshKey, type Json } from '../../../_harness/admin.ts';
import { own, type TestApp } from '../../../_harness/apps.ts';
import { appWithUsers, logIn, logInByKey } from './app-with-users.ts';

let app: TestApp;
let keys: string;

beforeAll(async () => {
  app = await appWithUsers();
  keys = `${app.path}/apiKeys`;
});

async function eventsOf(keyId: string): Promise<Json[]> {
  const { json } = await api('GET', `/groups/${app.groupId}/events?itemsPerPage=500`);
  return json.results.filter((event: Json) => event.appApiKeyId === keyId).toReversed();
}

test('made, used, listed, never shown again', async () => {
  const made = await api('POST', keys, { body: { name: 'backend' } });
  expect(made.status).toBe(201);
  const { value, ...key } = made.json;
  expect(value).toMatch(/^[A-Za-z0-9]{64}$/);
  expect(made.headers.location).toMatch(new RegExp(`${keys}/${key.id}$`));
  expect((await logInByKey(app, value)).json.user_id).toBe(key.userId);
  expect((await api('GET', `${keys}/${key.id}`)).json).toEqual(key);
  const list = await api('GET', keys);
  expect(list.json.results).toContainEqual({ ...key, links: key.links.slice(0, 1) });
  const user = await api('GET', `${app.path}/users/${key.userId}`);
  expect(user.json).toMatchObject({ type: 'server', data: { name: 'backend' }, identities: [{ id: key.id }] });
  const events = await eventsOf(key.id);
  expect(events.map(({ eventTypeName }) => eventTypeName)).toEqual(['APP_API_KEY_CREATED']);
  expect(list.text + user.text + JSON.stringify(events)).not.toContain(value);
  expect(readFileSync(inject('serviceLog'), 'utf8')).not.toContain(value);
});

test('a key that devices hold keeps its value; there is one of a value', async () => {
  const value = 'burnt-into-a-thousand-devices';
  const made = await api('POST', keys, { body: { name: 'devices', value } });
  expect([made.status, made.json.value]).toEqual([201, value]);
  expect((await logInByKey(app, value)).status).toBe(200);
  const again = await api('POST', keys, { body: { name: 'devices', value } });
  expect([again.status, again.json.errorCode]).toEqual([409, 'ACCOUNT_NAME_IN_USE']);
  expect(again.text).not.toContain(value);
  const other = await appWithUsers();
  expect((await logInByKey(other, value)).status).toBe(401);
  expect((await api('POST', `${other.path}/apiKeys`, { body: { name: 'devices', value } })).status).toBe(201);
});

test('a key of a person from before: one of theirs, which administrators find, switch and delete', async () => {
  const email = `${Date.now()}@example.com`;
  const { json: person } = await api('POST', `${app.path}/users`, { body: { email, password: 'secret1' } });
  const value = `burnt-into-the-phone-of-${person.id}`;
  const made = await api('POST', keys, { body: { name: 'phone', value, userId: person.id } });
  expect([made.status, made.json]).toMatchObject([201, { value, userId: person.id }]);
  expect((await logInByKey(app, value)).json.user_id).toBe(person.id);
  const { json: session } = await logIn(app, email, 'secret1');
  const ownKeys = await own('GET', '/auth/api_keys', { token: session.refresh_token });
  expect(ownKeys.json).toEqual([{ _id: made.json.id, name: 'phone', disabled: false }]);
  const idsOf = async (query: string) => (await api('GET', keys + query)).json.results.map(({ id }: Json) => id);
  expect(await idsOf(`?userId=${person.id}`)).toEqual([made.json.id]);
  expect(await idsOf('?itemsPerPage=500')).not.toContain(made.json.id);
  const path = `${keys}/${made.json.id}`;
  expect((await api('GET', path)).json).toMatchObject({ userId: person.id, name: 'phone' });
  expect((await api('PATCH', path, { body: { disabled: true } })).status).toBe(200);
  expect((await logInByKey(app, value)).status).toBe(401);
  expect((await api('DELETE', path)).status).toBe(200);
  expect((await api('GET', `${app.path}/users/${person.id}`)).status).toBe(200);
});

test('a person has 20 keys at most', async () => {
  const { json: person } = await api('POST', `${app.path}/users`, { body: { email: `${Date.now()}@example.com` } });
  const make = () => api('POST', keys, { body: { name: 'phone', userId: person.id } });
  for (let n = 0; n < 20; n++) expect((await make()).status).toBe(201);
  expect((await make()).json).toMatchObject({ errorCode: 'MAX_API_KEYS_EXCEEDED', parameters: [20] });
});

test('switched off and on again, deleted with its user', async () => {
  const { json: key } = await api('POST', keys, { body: { name: 'switched' } });
  const path = `${keys}/${key.id}`;
  const { json: session } = await logInByKey(app, key.value);
  expect((await api('PATCH', path, { body: { disabled: true } })).json.disabled).toBe(true);
  expect((await logInByKey(app, key.value)).status).toBe(401);
  expect((await own('POST', '/auth/session', { token: session.refresh_token })).status).toBe(401);
  expect((await api('PATCH', path, { body: { disabled: false, name: 'switched' } })).json.disabled).toBe(false);
  expect((await logInByKey(app, key.value)).status).toBe(200);
  expect((await api('DELETE', path)).status).toBe(200);
  expect((await logInByKey(app, key.value)).status).toBe(401);
  expect((await api('GET', `${app.path}/users/${key.userId}`)).status).toBe(404);
  const names = (await eventsOf(key.id)).map(({ eventTypeName }) => eventTypeName);
  expect(names).toEqual(['APP_API_KEY_CREATED', 'APP_API_KEY_DISABLED', 'APP_API_KEY_ENABLED', 'APP_API_KEY_DELETED']);
});

test.each([
  [400, 'MISSING_ATTRIBUTE', {}],
  [400, 'INVALID_ATTRIBUTE', { name: '' }],
  [400, 'INVALID_ATTRIBUTE', { name: 'x', value: 'short' }],
  [400, 'INVALID_ATTRIBUTE', { name: 'x', value: 'no spaces, please' }],
  [404, 'APP_USER_NOT_FOUND', { name: 'x', userId: '000000000000000000000000' }],
])('%i %s %j', async (status, errorCode, body) => {
  const answer = await api('POST', keys, { body });
  expect([answer.status, answer.json.errorCode]).toEqual([status, errorCode]);
});

test.each([
  ['GET', undefined],
  ['PATCH', { disabled: true }],
  ['DELETE', undefined],
])('%s of what is no key', async (method, body) => {
  for (const id of ['000000000000000000000000', 'nothing']) {
    const answer = await api(method, `${keys}/${id}`, { ...(body && { body }) });
    expect([answer.status, answer.json.errorCode, answer.json.parameters]).toEqual([
      404,
      'APP_API_KEY_NOT_FOUND',
      [id],
    ]);
  }
});

test('an app has 100 of them at most, however many are asked for at once', async () => {
  const full = await appWithUsers();
  const make = (n: number) => api('POST', `${full.path}/apiKeys`, { body: { name: `key ${n}` } });
  for (let n = 0; n < 95; n += 5) await Promise.all([1, 2, 3, 4, 5].map((more) => make(n + more)));
  const last = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(make));
  expect(last.filter(({ status }) => status === 201)).toHaveLength(5);
  expect(last.find(({ status }) => status !== 201)?.json.errorCode).toBe('MAX_API_KEYS_EXCEEDED');
  expect((await api('GET', `${full.path}/apiKeys?itemsPerPage=1`)).json.totalCount).toBe(100);
}, 120_000);

test('keys are changed from admitted addresses by owners of the project alone', async () => {
  const { orgId } = (await api('GET', `/groups/${app.groupId}`)).json;
  const anywhere = await freshKey(orgId, ['ORG_OWNER']);
  const denied = await api('POST', keys, { as: anywhere, body: { name: 'x' } });
  expect([denied.status, denied.json.errorCode]).toEqual([403, 'IP_ADDRESS_NOT_ON_ACCESS_LIST']);
  const reader = await admittedKey(orgId, ['ORG_MEMBER'], { [app.groupId]: ['GROUP_READ_ONLY'] });
  expect((await api('GET', keys, { as: reader })).status).toBe(200);
  expect((await api('POST', keys, { as: reader, body: { name: 'x' } })).json.errorCode).toBe('USER_UNAUTHORIZED');
});
