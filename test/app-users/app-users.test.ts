import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Binary, Decimal128, Double, Long, ObjectId } from 'bson';
import type { CustomTokenProvider, EmailPasswordProvider } from '../../src/apps/index.ts';
import { holdsForUser, parseUserExpression } from '../../src/rules/index.ts';
import { isEqual } from '../../src/rules/values/equal.ts';
import { hs256Secret, openUsers, type Users } from './fresh-app.ts';

let room: Users;

beforeAll(async () => {
  room = await openUsers();
});
afterAll(() => room[Symbol.asyncDispose]());

const email: EmailPasswordProvider = {
  disabled: false,
  autoConfirm: true,
  emailConfirmationUrl: 'https://app.example.com/confirm',
  confirmEmailSubject: '',
  resetPasswordUrl: 'https://app.example.com/reset?a=1',
  resetPasswordSubject: 'New password',
};
const byToken: CustomTokenProvider = {
  disabled: false,
  audience: [],
  requireAnyAudience: false,
  signingAlgorithm: 'HS256',
  signingKeys: ['jwt'],
  metadataFields: [{ path: 'user\\.data.name', fieldName: 'name', required: true }],
};
const from = { address: '127.0.0.1' };
const refusal = (code: string) => expect.objectContaining({ code }) as unknown;

describe('API keys', () => {
  test('a server key is a user of its own; switched off or deleted, it opens nothing', async () => {
    const app = room.app({ 'api-key': { disabled: false } });
    const { key, value } = await room.users.createApiKey({ appId: app.id, name: 'backend' });
    expect(value).toMatch(/^[A-Za-z0-9]{64}$/);
    const user = await room.users.authenticate(
      app,
      { provider: 'api-key', key: value },
      { createUser: false, customData: true, ...from },
    );
    expect(user).toEqual({
      id: key.userId,
      type: 'server',
      data: { name: 'backend' },
      custom_data: { of: key.userId },
      identities: [{ id: key._id.toHexString(), provider_type: 'api-key' }],
    });
    const without = { createUser: false, customData: false, ...from };
    // The same moment, so that what is remembered for one is not answered to the other.
    expect(await room.users.authenticate(app, { provider: 'api-key', key: value }, without)).toEqual({
      ...user,
      custom_data: {},
    });
    expect((await room.users.userById(app, key.userId, { customData: true })).custom_data).toEqual(user.custom_data);
    expect((await room.users.userById(app, key.userId, { customData: false })).custom_data).toEqual({});
    const filter = { _id: key._id, appId: app.id, kind: 'server' as const };
    await room.users.setApiKeyDisabled(filter, true);
    await expect(room.users.logIn(app, { provider: 'api-key', key: value }, from)).rejects.toEqual(
      refusal('INVALID_API_KEY'),
    );
    await room.users.setApiKeyDisabled(filter, false);
    expect((await room.users.logIn(app, { provider: 'api-key', key: value }, from)).user_id).toBe(key.userId);
    await room.users.deleteApiKey(filter);
    await expect(room.users.logIn(app, { provider: 'api-key', key: value }, from)).rejects.toEqual(
      refusal('INVALID_API_KEY'),
    );
    expect(await room.store.appUsers.countDocuments({ appId: app.id })).toBe(0);
  });

  test('a key that is burnt into devices keeps its value; of two equal ones there is one', async () => {
    const app = room.app({ 'api-key': { disabled: false } });
    await room.users.createApiKey({ appId: app.id, name: 'old', value: 'burnt-in' });
    await expect(room.users.createApiKey({ appId: app.id, name: 'again', value: 'burnt-in' })).rejects.toEqual(
      refusal('ACCOUNT_NAME_IN_USE'),
    );
    expect(await room.store.appUsers.countDocuments({ appId: app.id })).toBe(1);
    expect(JSON.stringify(await room.store.appApiKeys.find({ appId: app.id }).toArray())).not.toContain('burnt-in');
  });

  test('opens its own app only', async () => {
    const [one, other] = [room.app({ 'api-key': { disabled: false } }), room.app({ 'api-key': { disabled: false } })];
    const { value } = await room.users.createApiKey({ appId: one.id, name: 'x' });
    await expect(
      room.users.authenticate(
        other,
        { provider: 'api-key', key: value },
        { createUser: true, customData: true, ...from },
      ),
    ).rejects.toEqual(refusal('INVALID_API_KEY'));
  });

  test('nobody gets in by a provider that the app has not switched on', async () => {
    const app = room.app({ 'api-key': { disabled: true } });
    const { value } = await room.users.createApiKey({ appId: app.id, name: 'x' });
    await expect(
      room.users.authenticate(
        app,
        { provider: 'api-key', key: value },
        { createUser: true, customData: true, ...from },
      ),
    ).rejects.toEqual(refusal('AUTH_PROVIDER_NOT_FOUND'));
  });
});

describe('e-mail and password', () => {
  const credential = (password: string) =>
    ({ provider: 'local-userpass', email: 'ann@example.com', password }) as const;

  test('register, log in; a second account of one address is refused', async () => {
    const app = room.app({ 'local-userpass': email });
    await room.users.register(app, 'ann@example.com', 'secret1');
    await expect(room.users.register(app, 'ann@example.com', 'secret2')).rejects.toEqual(
      refusal('ACCOUNT_NAME_IN_USE'),
    );
    const user = await room.users.authenticate(app, credential('secret1'), {
      createUser: false,
      customData: true,
      ...from,
    });
    expect([user.type, user.data]).toEqual(['normal', { email: 'ann@example.com' }]);
    await expect(
      room.users.authenticate(app, credential('wrong'), { createUser: false, customData: true, ...from }),
    ).rejects.toEqual(refusal('INVALID_LOGIN'));
    const nobody = { ...credential('x'), email: 'nobody@example.com' };
    await expect(
      room.users.authenticate(app, nobody, { createUser: false, customData: true, ...from }),
    ).rejects.toEqual(refusal('INVALID_LOGIN'));
  });

  test.each([
    ['INVALID_EMAIL', 'no address', 'secret1'],
    ['INVALID_APP_PASSWORD', 'a@b.c', 'short'],
  ])('%s', async (code, address, password) => {
    const app = room.app({ 'local-userpass': email });
    await expect(room.users.register(app, address, password)).rejects.toEqual(refusal(code));
  });

  test('confirmed by e-mail, once, within half an hour', async () => {
    const app = room.app({ 'local-userpass': { ...email, autoConfirm: false } });
    await room.users.register(app, 'ann@example.com', 'secret1');
    await expect(room.users.logIn(app, credential('secret1'), from)).rejects.toEqual(refusal('USER_NOT_CONFIRMED'));
    const proof = proofOf(room);
    await expect(room.users.confirm(app, { ...proof, token: 'guessed' })).rejects.toEqual(
      refusal('INVALID_EMAIL_TOKEN'),
    );
    await room.users.confirm(app, proof);
    await expect(room.users.confirm(app, proof)).rejects.toEqual(refusal('INVALID_EMAIL_TOKEN'));
    await room.users.logIn(app, credential('secret1'), from);
    await expect(room.users.resendConfirmation(app, 'ann@example.com')).rejects.toEqual(
      refusal('USER_ALREADY_CONFIRMED'),
    );
  });

  test('a reset by e-mail sets the password and ends all sessions; an old link is no good', async () => {
    const app = room.app({ 'local-userpass': email });
    await room.users.register(app, 'ann@example.com', 'secret1');
    const { access_token: token } = await room.users.logIn(app, credential('secret1'), from);
    await room.users.sendReset(app, 'nobody@example.com');
    await room.users.sendReset(app, 'ann@example.com');
    const stale = proofOf(room);
    await room.users.sendReset(app, 'ann@example.com');
    await expect(room.users.reset(app, { ...stale, password: 'secret2' })).rejects.toEqual(
      refusal('INVALID_EMAIL_TOKEN'),
    );
    await room.users.reset(app, { ...proofOf(room), password: 'secret2' });
    await expect(room.users.logIn(app, credential('secret1'), from)).rejects.toEqual(refusal('INVALID_LOGIN'));
    await room.users.logIn(app, credential('secret2'), from);
    await expect(room.users.authenticateToken(token)).rejects.toEqual(refusal('INVALID_SESSION'));
  });
});

describe('users who moved in', () => {
  const moved = { _id: '5fda4b3c9d1e8f0a1b2c3d4e', data: { email: 'ann@example.com' } };
  const byEmail = (password: string) => ({ provider: 'local-userpass', email: 'ann@example.com', password }) as const;

  test('by e-mail: log in after a reset', async () => {
    const app = room.app({ 'local-userpass': email });
    const identities = [{ id: '5fda4b3c9d1e8f0a1b2c3d4f', provider_type: 'local-userpass' }];
    expect(await room.users.importUsers(app.id, [{ ...moved, identities }], {})).toMatchObject({ withoutPassword: 1 });
    await expect(room.users.logIn(app, byEmail(''), from)).rejects.toEqual(refusal('INVALID_LOGIN'));
    await room.users.sendReset(app, 'ann@example.com');
    await room.users.reset(app, { ...proofOf(room), password: 'secret2' });
    expect((await room.users.logIn(app, byEmail('secret2'), from)).user_id).toBe(moved._id);
  });

  test('by tokens of another party: log in as before', async () => {
    const app = room.app({ 'custom-token': byToken });
    await room.users.importUsers(
      app.id,
      [{ ...moved, identities: [{ id: 'ext-9', provider_type: 'custom-token' }] }],
      {},
    );
    const token = await new SignJWT({ sub: 'ext-9', 'user.data': { name: 'Ann' } })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(app.clientAppId)
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(hs256Secret));
    expect((await room.users.logIn(app, { provider: 'custom-token', token }, from)).user_id).toBe(moved._id);
  });
});

test('BSON values in the data of a user and of its identities are those that rules know', async () => {
  const app = room.app({ 'anon-user': { disabled: false } });
  const _id = '5fda4b3c9d1e8f0a1b2c3d4e';
  const data = {
    team: { $oid: _id },
    limit: { $numberDecimal: '1.5' },
    blob: { $binary: { base64: 'YQ==', subType: '00' } },
  };
  const identities = [
    { id: 'x', provider_type: 'anon-user', provider_data: { serial: { $numberLong: '9007199254740993' } } },
  ];
  await room.users.importUsers(app.id, [{ _id, data, identities }], {});
  const user = await room.users.userById(app, _id, { customData: false });
  const holds = (json: object) => holdsForUser(parseUserExpression(json), { user });
  const identity = '%%user.identities.data.serial';
  expect(holds({ '%%user.id': { '%oidToString': '%%user.data.team' } })).toBe(true);
  expect(holds({ '%%user.data.limit': { '%gt': 1, '%lt': 2 } })).toBe(true);
  expect(holds({ '%%user.data.limit': { $numberDouble: 'NaN' } })).toBe(false);
  expect(holds({ '%%user.data.blob': { $binary: { base64: 'Yg==', subType: '00' } } })).toBe(false);
  expect(holds({ [identity]: { $numberLong: '9007199254740993' } })).toBe(true);
  expect(holds({ [identity]: { $numberLong: '9007199254740992' } })).toBe(false);
});

function proofOf({ mails }: Users): { token: string; tokenId: string } {
  const { text = '' } = mails.at(-1) ?? {};
  const [, token = '', tokenId = ''] = /[?&]token=(\w+)&tokenId=(\w+)/.exec(text) ?? [];
  return { token, tokenId };
}

describe('custom tokens', () => {
  const secret = new TextEncoder().encode(hs256Secret);
  const claims = { sub: 'ext-1', 'user.data': { name: 'Ann' } };
  const sign = (aud: string | string[], payload: JWTPayload = claims, expires = '5m') =>
    new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).setAudience(aud).setExpirationTime(expires).sign(secret);

  test('its subject is the user, made when asked to; its claims are the data, anew each time', async () => {
    const app = room.app({ 'custom-token': byToken });
    const token = await sign(app.clientAppId);
    await expect(
      room.users.authenticate(
        app,
        { provider: 'custom-token', token },
        { createUser: false, customData: true, ...from },
      ),
    ).rejects.toEqual(refusal('INVALID_USER_SESSION'));
    const { user_id: id } = await room.users.logIn(app, { provider: 'custom-token', token }, from);
    const user = await room.users.authenticate(
      app,
      { provider: 'custom-token', token },
      { createUser: false, customData: true, ...from },
    );
    expect([user.id, user.data]).toEqual([id, { name: 'Ann' }]);
    const renamed = await sign(app.clientAppId, { ...claims, 'user.data': { name: 'Anna' } });
    const again = await room.users.authenticate(
      app,
      { provider: 'custom-token', token: renamed },
      { createUser: false, customData: true, ...from },
    );
    expect([again.id, again.data]).toEqual([id, { name: 'Anna' }]);
  });

  test('of many first logins at once, one makes the user', async () => {
    const app = room.app({ 'custom-token': byToken });
    const token = await sign(app.clientAppId);
    const logins = Array.from({ length: 8 }, () => room.users.logIn(app, { provider: 'custom-token', token }, from));
    expect(new Set((await Promise.all(logins)).map((login) => login.user_id)).size).toBe(1);
  });

  test.each<[string, (audience: string) => Promise<string>]>([
    ['for another audience', () => sign('another')],
    ['expired', (audience) => sign(audience, claims, '-1m')],
    ['without the required claim', (audience) => sign(audience, { sub: 'x' })],
    ['without a subject', (audience) => sign(audience, { 'user.data': { name: 'x' } })],
    [
      'without a signature',
      async (audience) => `${btoa('{"alg":"none"}')}.${btoa(`{"sub":"x","aud":"${audience}"}`)}.`,
    ],
    ['that is none', async () => 'nothing'],
  ])('refused: %s', async (_, make) => {
    const app = room.app({ 'custom-token': byToken });
    const token = await make(app.clientAppId);
    await expect(room.users.logIn(app, { provider: 'custom-token', token }, from)).rejects.toEqual(
      refusal('INVALID_TOKEN'),
    );
  });

  test('all of several audiences, or any', async () => {
    const all = room.app({ 'custom-token': { ...byToken, audience: ['a', 'b'] } });
    await expect(room.users.logIn(all, { provider: 'custom-token', token: await sign('a') }, from)).rejects.toEqual(
      refusal('INVALID_TOKEN'),
    );
    await room.users.logIn(all, { provider: 'custom-token', token: await sign(['a', 'b']) }, from);
    const any = room.app({ 'custom-token': { ...byToken, audience: ['a', 'b'], requireAnyAudience: true } });
    await room.users.logIn(any, { provider: 'custom-token', token: await sign('b') }, from);
  });

  test.each(['RS256', 'ES256'] as const)('%s by a key set; a shared secret signs nothing there', async (alg) => {
    const { publicKey, privateKey } = await generateKeyPair(alg);
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg }] };
    let fetched = 0;
    const server = createServer((_request, response) => {
      fetched += 1;
      response.setHeader('content-type', 'application/json').end(JSON.stringify(keys));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const jwkUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
    const app = room.app({ 'custom-token': { ...byToken, signingAlgorithm: alg, jwkUri, metadataFields: [] } });
    const signed = (kid: string) =>
      new SignJWT({ sub: 'x' })
        .setProtectedHeader({ alg, kid })
        .setAudience(app.clientAppId)
        .setExpirationTime('5m')
        .sign(privateKey);
    for (const token of [await signed('k1'), await signed('k1')])
      await room.users.logIn(app, { provider: 'custom-token', token }, from);
    expect(fetched).toBe(1);
    for (const token of [await signed('k2'), await sign(app.clientAppId)])
      await expect(room.users.logIn(app, { provider: 'custom-token', token }, from)).rejects.toEqual(
        refusal('INVALID_TOKEN'),
      );
    server.close();
  });
});

describe('sessions', () => {
  const app = () => room.app({ 'anon-user': { disabled: false }, 'local-userpass': email });

  test('an access token is good for half an hour, a refresh token makes new ones until it is revoked', async () => {
    const here = app();
    const session = await room.users.logIn(here, { provider: 'anon-user' }, from);
    const { user, appId } = await room.users.authenticateToken(session.access_token);
    expect([user.id, user.custom_data, appId]).toEqual([session.user_id, { of: session.user_id }, here.id]);
    room.pass(31 * 60_000);
    await new Promise((resolve) => setTimeout(resolve, 950));
    await expect(room.users.authenticateToken(session.access_token)).rejects.toEqual(refusal('INVALID_SESSION'));
    const { session: open } = await room.users.sessionOf(session.refresh_token);
    const fresh = await room.users.refreshAccess(here, open);
    expect((await room.users.authenticateToken(fresh)).user.id).toBe(session.user_id);
    await room.users.closeSession(open);
    await expect(room.users.sessionOf(session.refresh_token)).rejects.toEqual(refusal('SESSION_OVER'));
  });

  test('custom data comes out of a token with the types that it went in with; clients see plain values', async () => {
    const customData = {
      _id: new ObjectId(),
      serial: Long.fromString('9007199254740993'),
      price: Decimal128.fromString('0.10'),
      blob: new Binary(Buffer.from('a'), 4),
      nothing: Number.NaN,
      nested: { since: new Date(5), teams: [new ObjectId(), { lead: new ObjectId() }] },
    };
    const plain = { colour: 'green', level: 3, score: new Double(1.5), big: Long.fromNumber(2 ** 40), isAdmin: true };
    const here = { ...app(), customDataOf: async () => ({ ...customData, ...plain }) };
    const { access_token: token } = await room.users.logIn(here, { provider: 'anon-user' }, from);
    const { user } = await room.users.authenticateToken(token);
    expect(isEqual(user.custom_data, { ...customData, ...plain })).toBe(true);
    expect(user.custom_data['_id']).toEqual(customData._id);
    const { user_data: shown } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(shown).toMatchObject({ colour: 'green', level: 3, score: 1.5, big: 2 ** 40, isAdmin: true });
    expect(shown).toMatchObject({ _id: { $oid: customData._id.toHexString() } });
  });

  test('custom data that Extended JSON cannot say opens nothing', async () => {
    const here = { ...app(), customDataOf: async () => ({ team: { $oid: 'blue' } }) };
    const { access_token: token } = await room.users.logIn(here, { provider: 'anon-user' }, from);
    await expect(room.users.authenticateToken(token)).rejects.toEqual(refusal('INVALID_SESSION'));
  });

  test('one kind of token is not the other, and a strange one is none', async () => {
    const { access_token: access, refresh_token: refresh } = await room.users.logIn(
      app(),
      { provider: 'anon-user' },
      from,
    );
    await expect(room.users.authenticateToken(refresh)).rejects.toEqual(refusal('INVALID_SESSION'));
    await expect(room.users.sessionOf(access)).rejects.toEqual(refusal('INVALID_SESSION'));
    const [header = '', claims = ''] = access.split('.');
    await expect(room.users.authenticateToken(`${header}.${claims}.AAAA`)).rejects.toEqual(refusal('INVALID_SESSION'));
  });

  test('a disabled user is nobody', async () => {
    const here = app();
    const session = await room.users.logIn(here, { provider: 'anon-user' }, from);
    await room.store.appUsers.updateOne({ userId: session.user_id }, { $set: { disabled: true } });
    await expect(room.users.authenticateToken(session.access_token)).rejects.toEqual(refusal('USER_DISABLED'));
    await expect(room.users.sessionOf(session.refresh_token)).rejects.toEqual(refusal('USER_DISABLED'));
  });

  test('another identity is linked, and is one user then; nobody else’s can be', async () => {
    const here = app();
    const anonymous = await room.users.logIn(here, { provider: 'anon-user' }, from);
    const { record } = await room.users.authenticateToken(anonymous.access_token);
    await room.users.register(here, 'ann@example.com', 'secret1');
    const credential = { provider: 'local-userpass', email: 'ann@example.com', password: 'secret1' } as const;
    expect((await room.users.logIn(here, credential, { ...from, linkTo: record })).user_id).toBe(anonymous.user_id);
    expect((await room.users.logIn(here, credential, from)).user_id).toBe(anonymous.user_id);
    const kept = await room.store.appUsers.findOne({ userId: anonymous.user_id });
    expect([kept?.identities.length, kept?.expiresAt]).toEqual([2, undefined]);
    const other = await room.users.authenticateToken(
      (await room.users.logIn(here, { provider: 'anon-user' }, from)).access_token,
    );
    await expect(room.users.logIn(here, credential, { ...from, linkTo: other.record })).rejects.toEqual(
      refusal('IDENTITY_TAKEN'),
    );
  });
});
