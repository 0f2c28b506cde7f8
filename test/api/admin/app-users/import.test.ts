import { beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '../../../../src/auth/index.ts';
import { api, type ApiAnswer, type Json } from '../../../_harness/admin.ts';
import { client, own, type TestApp } from '../../../_harness/apps.ts';
import { appWithUsers, logIn, logInByKey } from './app-with-users.ts';

let app: TestApp;

beforeAll(async () => {
  app = await appWithUsers({ autoConfirm: true });
});

const send = (users: unknown[], to = app): Promise<ApiAnswer> =>
  api('POST', `${to.path}/users/import`, { body: { users } });
const userOf = async (id: string, of = app): Promise<Json> => (await api('GET', `${of.path}/users/${id}`)).json;

let sequence = 0;
const freshId = () => (Date.now() * 1000 + (sequence += 1)).toString(16).padStart(24, '5');

function emailUser(email: string, more: object = {}) {
  const identities = [{ id: freshId(), provider_type: 'local-userpass', provider_id: freshId() }];
  return { _id: freshId(), type: 'normal', data: { email }, identities, creation_date: 1_608_139_533, ...more };
}

function tokenUser(subject: string, more: object = {}) {
  return { _id: freshId(), type: 'normal', identities: [{ id: subject, provider_type: 'custom-token' }], ...more };
}

test('ids, identities, data and state stay what they were', async () => {
  const user = tokenUser('auth0|ann', {
    data: { name: 'Ann', links: ['x'], projectId: 'mine', since: { $date: '2020-01-02T03:04:05Z' } },
    disabled: true,
    creation_date: 1_608_139_533,
    last_authentication_date: { $date: { $numberLong: '1608225933000' } },
    something_else: null,
  });
  const extended = { ...user, _id: { $oid: user._id } };
  // Under projects, groupId is called projectId: but not in what is the user's own.
  const { status, json } = await send([extended], { ...app, path: app.path.replace('/groups/', '/projects/') });
  expect([status, json]).toEqual([200, { findings: [], imported: 1, refused: 0, unchanged: 0, withoutPassword: 0 }]);
  expect(await userOf(user._id)).toMatchObject({
    id: user._id,
    type: 'normal',
    identities: [{ id: 'auth0|ann', providerType: 'custom-token' }],
    data: { name: 'Ann', links: ['x'], projectId: 'mine', since: '2020-01-02T03:04:05.000Z' },
    disabled: true,
    created: '2020-12-16T17:25:33Z',
    lastAuthenticated: '2020-12-17T17:25:33Z',
  });
});

test('the same again changes nothing; what happened since stays', async () => {
  const users = [tokenUser('again-1'), emailUser('again@example.com')];
  expect((await send(users)).json).toMatchObject({ imported: 2, withoutPassword: 1 });
  const [first] = users;
  await api('PATCH', `${app.path}/users/${first?._id}`, { body: { disabled: true } });
  expect((await send(users)).json).toEqual({
    findings: [],
    imported: 0,
    refused: 0,
    unchanged: 2,
    withoutPassword: 0,
  });
  expect((await userOf(first?._id ?? '')).disabled).toBe(true);
  const { json } = await api('GET', `/groups/${app.groupId}/events?itemsPerPage=500`);
  const told = json.results.filter((event: Json) => event.eventTypeName === 'APP_USERS_IMPORTED');
  expect(told.map((event: Json) => event.appUserCount)).toContain(2);
  expect(told.map((event: Json) => event.appUserCount)).not.toContain(0);
});

test('of many the good ones come in, and each of the others is told', async () => {
  const taken = emailUser('taken@example.com');
  const known = tokenUser('known');
  await send([taken, known]);
  const good = tokenUser('good');
  const given: [user: unknown, reason: RegExp | undefined][] = [
    [good, undefined],
    [{}, /^id is required; identities is required\.$/],
    [{ ...tokenUser('x'), _id: 'short' }, /^id must match/],
    [{ ...tokenUser('x'), identities: [] }, /^identities must have at least 1 items\.$/],
    [{ ...tokenUser('x'), identities: [{ id: 7 }] }, /^identities\.0\.\w+ .*; identities\.0\.\w+ /],
    [{ ...tokenUser('x'), _id: { $oid: 'no' } }, /^\/_id\/\$oid /],
    [tokenUser('x', { type: 'system', disabled: 'no' }), /^type .*; disabled .*\.$/],
    [tokenUser('x', { creation_date: 'yesterday' }), /^creation_date /],
    [tokenUser('x', { creation_date: Date.now() }), /^creation_date must be at most/],
    [tokenUser('x', { data: { text: 'x'.repeat(1_000_000) } }), /^It is longer than/],
    [emailUser('no address'), /^data\.email /],
    [emailUser('x@example.com', { password_hash: 'md5' }), /^password_hash /],
    [
      emailUser('x@example.com', { password_hash: '$scrypt$ln=30,r=99,p=99$c2FsdHNhbHQ$' + 'A'.repeat(43) }),
      /^password_/,
    ],
    [{ ...good, _id: freshId() }, /^The identity custom-token:good is the user 5\w{23}'s already\.$/],
    [
      { ...tokenUser('other'), _id: known._id },
      /^The user is there already, without the identity custom-token:other\.$/,
    ],
    [emailUser('taken@example.com'), /^The e-mail address taken@example\.com is the user 5\w{23}'s already\.$/],
    [good, undefined],
  ];
  const { json } = await send(given.map(([user]) => user));
  expect(json).toMatchObject({ imported: 1, unchanged: 1, refused: given.length - 2 });
  const expected = given.flatMap(([, reason], index) =>
    reason === undefined ? [] : [{ index, reason: expect.stringMatching(reason) as string }],
  );
  expect(json.findings).toMatchObject(expected);
  expect(json.findings.at(-2).userId).toBe(known._id);
});

describe('e-mail users', () => {
  test('log in with their old password where its hash is known', async () => {
    const [hashed, bare] = [
      emailUser('hashed@example.com', { password_hash: await hashPassword('old-secret') }),
      emailUser('bare@example.com'),
    ];
    expect((await send([hashed, bare])).json).toMatchObject({ imported: 2, withoutPassword: 1 });
    const session = await logIn(app, 'hashed@example.com', 'old-secret');
    expect([session.status, session.json.user_id]).toEqual([200, hashed._id]);
    expect((await logIn(app, 'bare@example.com', 'anything')).json.error_code).toBe('InvalidPassword');
    expect([(await userOf(hashed._id)).hasPassword, (await userOf(bare._id)).hasPassword]).toEqual([true, false]);
    const again = await client('POST', app, '/auth/providers/local-userpass/register', {
      body: { email: 'bare@example.com', password: 'mine-now' },
    });
    expect(again.json.error_code).toBe('AccountNameInUse');
  });

  test('who registers at the same time is one user', async () => {
    const names = Array.from({ length: 12 }, (_, n) => `race-${n}@example.com`);
    const registering = names.map((email) =>
      client('POST', app, '/auth/providers/local-userpass/register', { body: { email, password: 'mine-now' } }),
    );
    const answers = await Promise.all([1, 2, 3].map(() => send(names.map((email) => emailUser(email)))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const registered = await Promise.all(registering);
    const imported = answers.reduce((sum, { json }) => sum + Number(json.imported), 0);
    expect(imported + registered.filter(({ status }) => status === 201).length).toBe(names.length);
  });
});

test('a server key keeps its value and its user', async () => {
  const keyId = freshId();
  const user = {
    _id: freshId(),
    type: 'server',
    data: { name: 'devices' },
    identities: [{ id: keyId, provider_type: 'api-key' }],
  };
  await send([user]);
  const value = `burnt-in-${freshId()}`;
  const made = await api('POST', `${app.path}/apiKeys`, { body: { name: 'devices', value, userId: user._id } });
  expect([made.status, made.json.id, made.json.userId]).toEqual([201, keyId, user._id]);
  const session = await logInByKey(app, value);
  expect(session.json.user_id).toBe(user._id);
  const profile = await own('GET', '/auth/profile', { token: session.json.access_token });
  expect(profile.json).toMatchObject({ user_id: user._id, type: 'server', identities: [{ id: keyId }] });
  const second = await api('POST', `${app.path}/apiKeys`, { body: { name: 'devices', userId: user._id } });
  expect([second.status, second.json.errorCode]).toEqual([409, 'ACCOUNT_NAME_IN_USE']);
});

test('a thousand at once, no more', async () => {
  const users = Array.from({ length: 1001 }, (_, n) => tokenUser(`bulk-${n}`));
  const refused = await send(users);
  expect([refused.status, refused.json.errorCode, refused.json.parameters]).toEqual([
    400,
    'INVALID_ATTRIBUTE',
    ['users'],
  ]);
  expect((await send([])).json.errorCode).toBe('INVALID_ATTRIBUTE');
  expect((await send(users.slice(1))).json).toMatchObject({ imported: 1000 });
  expect(
    (await api('GET', `${app.path}/users?provider=custom-token&itemsPerPage=1`)).json.totalCount,
  ).toBeGreaterThanOrEqual(1000);
});

test('an app that is not there', async () => {
  const { status, json } = await send([tokenUser('x')], { ...app, path: `/groups/${app.groupId}/apps/nothing` });
  expect([status, json.errorCode]).toEqual([404, 'APP_NOT_FOUND']);
});
