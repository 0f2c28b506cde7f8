import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { admittedKey, api, freshProject, type Json } from '../../../_harness/admin.ts';
import { client, own, type TestApp } from '../../../_harness/apps.ts';
import { appWithUsers, logIn, logInByKey } from './app-with-users.ts';

let app: TestApp;
let users: string;
const password = 'correct-horse';
const nobody = '000000000000000000000000';

beforeAll(async () => {
  app = await appWithUsers();
  users = `${app.path}/users`;
});

let sequence = 0;

async function freshUser(): Promise<{ id: string; email: string }> {
  const email = `user-${(sequence += 1)}@example.com`;
  const { status, json } = await api('POST', users, { body: { email, password } });
  expect(status).toBe(201);
  return json;
}

async function eventsOf(userId: string): Promise<string[]> {
  const { json } = await api('GET', `/groups/${app.groupId}/events?itemsPerPage=500`);
  const about = json.results.filter((event: Json) => event.appUserId === userId && event.appId === app.appId);
  return about.map((event: Json) => event.eventTypeName).toReversed();
}

test('made, looked at, logged in', async () => {
  const made = await api('POST', users, { body: { email: 'ann@example.com', password } });
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject({
    email: 'ann@example.com',
    data: { email: 'ann@example.com' },
    identities: [{ providerType: 'local-userpass' }],
    type: 'normal',
    disabled: false,
    pending: false,
    hasPassword: true,
  });
  const path = `${users}/${made.json.id}`;
  expect(made.headers.location).toMatch(new RegExp(`${path}$`));
  expect(made.text).not.toContain('scrypt');
  const session = await logIn(app, 'ann@example.com', password);
  expect([session.status, session.json.user_id]).toEqual([200, made.json.id]);
  const seen = await api('GET', path);
  expect(seen.json).toMatchObject({ ...made.json, lastAuthenticated: expect.stringMatching(/Z$/) });
  expect(await eventsOf(made.json.id)).toEqual(['APP_USER_CREATED']);
});

test('listed in pages, by address, by provider, by what is pending', async () => {
  const other = await appWithUsers();
  const list = (query = '') => api('GET', `${other.path}/users${query}`);
  expect((await list()).json).toMatchObject({ results: [], totalCount: 0 });
  for (const name of ['a', 'b', 'c'])
    await api('POST', `${other.path}/users`, { body: { email: `${name}@example.com` } });
  await client('POST', other, '/auth/providers/anon-user/login');
  await client('POST', other, '/auth/providers/local-userpass/register', {
    body: { email: 'late@example.com', password },
  });
  const first = await list('?itemsPerPage=3');
  expect([first.json.results.length, first.json.totalCount]).toEqual([3, 5]);
  const second = await list('?itemsPerPage=3&pageNum=2');
  const ids: string[] = [...first.json.results, ...second.json.results].map(({ id }: Json) => id);
  expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => (a < b ? -1 : 1)));
  const byEmail = await list('?email=b%40example.com');
  expect(byEmail.json.results.map((user: Json) => [user.email, user.hasPassword])).toEqual([['b@example.com', false]]);
  expect((await list('?email=B%40example.com')).json.results).toEqual([]);
  expect((await list('?provider=anon-user')).json.totalCount).toBe(1);
  const pending = await list('?pending=true');
  expect(pending.json.results.map((user: Json) => user.email)).toEqual(['late@example.com']);
  expect((await list('?pending=false')).json.errorCode).toBe('INVALID_QUERY_PARAMETER');
});

test.each([
  [409, 'ACCOUNT_NAME_IN_USE', { email: 'taken@example.com', password }],
  [400, 'INVALID_EMAIL', { email: 'no address', password }],
  [400, 'INVALID_ATTRIBUTE', { email: 'x@example.com', password: 'short' }],
  [400, 'MISSING_ATTRIBUTE', { password }],
])('%i %s', async (status, errorCode, body) => {
  await api('POST', users, { body: { email: 'taken@example.com' } });
  const answer = await api('POST', users, { body });
  expect([answer.status, answer.json.errorCode]).toEqual([status, errorCode]);
  expect(answer.text).not.toContain(password);
});

test('an Idempotency-Key makes one user', async () => {
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const body = { email: 'once@example.com', password };
  const [first, again] = [await api('POST', users, { body, headers }), await api('POST', users, { body, headers })];
  expect([first.status, again.status, again.json]).toEqual([201, 201, first.json]);
});

test('disabled, and let in again; what cannot be changed is named', async () => {
  const user = await freshUser();
  const path = `${users}/${user.id}`;
  const { json: session } = await logIn(app, user.email, password);
  const off = await api('PATCH', path, { body: { ...user, disabled: true } });
  expect([off.status, off.json.disabled]).toEqual([200, true]);
  const refused = await logIn(app, user.email, password);
  expect([refused.status, refused.json.error_code]).toEqual([401, 'UserDisabled']);
  expect((await own('POST', '/auth/session', { token: session.refresh_token })).status).toBe(401);
  expect((await api('PATCH', path, { body: { disabled: false } })).json.disabled).toBe(false);
  // A new session, not the old ones.
  expect((await logIn(app, user.email, password)).status).toBe(200);
  expect((await own('POST', '/auth/session', { token: session.refresh_token })).status).toBe(401);
  const other = await api('PATCH', path, { body: { disabled: false, email: 'other@example.com' } });
  expect([other.status, other.json.errorCode, other.json.parameters]).toEqual([400, 'ATTRIBUTE_READ_ONLY', ['email']]);
  expect(await eventsOf(user.id)).toEqual(['APP_USER_CREATED', 'APP_USER_DISABLED', 'APP_USER_ENABLED']);
});

test('all sessions are revoked, and the user may log in again', async () => {
  const user = await freshUser();
  const sessions = await Promise.all([1, 2].map(() => logIn(app, user.email, password)));
  expect((await api('DELETE', `${users}/${user.id}/sessions`)).status).toBe(200);
  for (const { json } of sessions)
    expect((await own('POST', '/auth/session', { token: json.refresh_token })).status).toBe(401);
  expect((await logIn(app, user.email, password)).status).toBe(200);
  expect(await eventsOf(user.id)).toContain('APP_USER_SESSIONS_REVOKED');
});

test('deleted with keys and sessions; the address is free again', async () => {
  const user = await freshUser();
  const { json: session } = await logIn(app, user.email, password);
  const { json: key } = await own('POST', '/auth/api_keys', { token: session.refresh_token, body: { name: 'phone' } });
  expect((await api('DELETE', `${users}/${user.id}`)).status).toBe(200);
  expect((await logInByKey(app, key.key)).status).toBe(401);
  expect((await own('POST', '/auth/session', { token: session.refresh_token })).status).toBe(401);
  expect((await logIn(app, user.email, password)).status).toBe(401);
  expect((await api('POST', users, { body: { email: user.email } })).status).toBe(201);
  expect(await eventsOf(user.id)).toEqual(['APP_USER_CREATED', 'APP_USER_DELETED']);
});

test('who waits for an e-mail is confirmed by hand, once', async () => {
  const email = 'pending@example.com';
  await client('POST', app, '/auth/providers/local-userpass/register', { body: { email, password } });
  expect((await logIn(app, email, password)).json.error).toBe('confirmation required');
  const { json: found } = await api('GET', `${users}?email=${encodeURIComponent(email)}`);
  const path = `${users}/${found.results[0].id}`;
  const confirmed = await api('POST', `${path}/confirm`);
  expect([confirmed.status, confirmed.json.pending]).toEqual([200, false]);
  expect((await logIn(app, email, password)).status).toBe(200);
  const again = await api('POST', `${path}/confirm`);
  expect([again.status, again.json.errorCode]).toEqual([400, 'USER_ALREADY_CONFIRMED']);
  expect(await eventsOf(found.results[0].id)).toEqual(['APP_USER_CONFIRMED']);
});

describe('what is not there', () => {
  test.each([
    ['GET', '', undefined],
    ['PATCH', '', { disabled: true }],
    ['DELETE', '', undefined],
    ['POST', '/confirm', undefined],
    ['DELETE', '/sessions', undefined],
  ])('%s %s', async (method, below, body) => {
    const call = { ...(body && { body }) };
    const user = await api(method, `${users}/${nobody}${below}`, call);
    expect([user.status, user.json.errorCode, user.json.parameters]).toEqual([404, 'APP_USER_NOT_FOUND', [nobody]]);
    const noApp = await api(method, `/groups/${app.groupId}/apps/nothing/users/${nobody}${below}`, call);
    expect([noApp.status, noApp.json.errorCode]).toEqual([404, 'APP_NOT_FOUND']);
  });

  test('a user of another app, or an app of another project', async () => {
    const { id } = await freshUser();
    const [other, project] = await Promise.all([appWithUsers(), freshProject()]);
    expect((await api('DELETE', `${other.path}/users/${id}`)).json.errorCode).toBe('APP_USER_NOT_FOUND');
    const elsewhere = `/groups/${project.id}/apps/${app.appId}/users`;
    expect((await api('GET', elsewhere)).json.errorCode).toBe('APP_NOT_FOUND');
    expect((await api('POST', elsewhere, { body: { email: 'x@example.com' } })).json.errorCode).toBe('APP_NOT_FOUND');
  });
});

test('who reads the project sees users and changes none', async () => {
  const { orgId } = (await api('GET', `/groups/${app.groupId}`)).json;
  const as = await admittedKey(orgId, ['ORG_MEMBER'], { [app.groupId]: ['GROUP_READ_ONLY'] });
  expect((await api('GET', users, { as })).status).toBe(200);
  expect((await api('POST', users, { as, body: { email: 'x@example.com' } })).json.errorCode).toBe('USER_UNAUTHORIZED');
});

test.each(['app', 'project'])('with the %s go its users, keys, sessions', async (what) => {
  const gone = await appWithUsers({ autoConfirm: true });
  const { json: user } = await api('POST', `${gone.path}/users`, { body: { email: 'gone@example.com', password } });
  const { json: key } = await api('POST', `${gone.path}/apiKeys`, { body: { name: 'gone' } });
  const { json: session } = await logIn(gone, user.email, password);
  expect((await api('DELETE', what === 'app' ? gone.path : `/groups/${gone.groupId}`)).status).toBe(200);
  expect((await own('POST', '/auth/session', { token: session.refresh_token })).status).toBe(401);
  if (what === 'project') return;
  // An app of the same name is another app.
  await api('POST', `/groups/${gone.groupId}/apps`, { body: { name: 'again', clientAppId: gone.appId } });
  expect((await api('GET', `${gone.path}/users`)).json.totalCount).toBe(0);
  expect((await api('GET', `${gone.path}/apiKeys`)).json.totalCount).toBe(0);
  expect((await api('POST', `${gone.path}/apiKeys`, { body: { name: 'x', value: key.value } })).status).toBe(201);
});

test('no password is in the log', () => {
  expect(readFileSync(inject('serviceLog'), 'utf8')).not.toContain(password);
});
