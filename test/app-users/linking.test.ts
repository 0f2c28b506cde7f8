/** Who becomes one user by a link, and whose account is never taken for it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AppAuth } from '../../src/app-users/index.ts';
import type { AppUserRecord } from '../../src/store/index.ts';
import { openUsers, type Users } from './fresh-app.ts';

let room: Users;
let app: AppAuth;

beforeAll(async () => {
  room = await openUsers();
  app = room.app({ 'anon-user': { disabled: false }, 'api-key': { disabled: false }, 'local-userpass': email });
});
afterAll(() => room[Symbol.asyncDispose]());

const email = {
  disabled: false,
  autoConfirm: true,
  emailConfirmationUrl: '',
  confirmEmailSubject: '',
  resetPasswordUrl: 'https://app.example.com/reset',
  resetPasswordSubject: '',
};
const from = { address: '127.0.0.1' };
const refusal = (code: string) => expect.objectContaining({ code }) as unknown;

let sequence = 0;

async function registered() {
  const address = `user${(sequence += 1)}@example.com`;
  await room.users.register(app, address, 'secret1');
  return { provider: 'local-userpass', email: address, password: 'secret1' } as const;
}

async function somebody(): Promise<AppUserRecord> {
  const session = await room.users.logIn(app, { provider: 'anon-user' }, from);
  return (await room.users.authenticateToken(session.access_token)).record;
}

const find = (address: string) => room.store.appUsers.findOne({ appId: app.id, email: address });
const userId = (user: { readonly userId: string } | null) => user?.userId;

test('an API key and an anonymous user are nobody to link', async () => {
  const linkTo = await somebody();
  const { value } = await room.users.createApiKey({ appId: app.id, name: 'backend' });
  const users = await room.store.appUsers.countDocuments();
  for (const credential of [{ provider: 'anon-user' }, { provider: 'api-key', key: value }] as const)
    await expect(room.users.logIn(app, credential, { ...from, linkTo })).rejects.toEqual(
      refusal('IDENTITY_NOT_LINKABLE'),
    );
  expect(await room.store.appUsers.countDocuments()).toBe(users);
});

test('who has called with credentials in headers keeps the account', async () => {
  const credential = await registered();
  const user = await room.users.authenticate(app, credential, { createUser: false, customData: false, ...from });
  const linkTo = await somebody();
  await expect(room.users.logIn(app, credential, { ...from, linkTo })).rejects.toEqual(refusal('IDENTITY_TAKEN'));
  expect(userId(await find(credential.email))).toBe(user.id);
});

test('credentials in headers count as seen, to the hour', async () => {
  const credential = await registered();
  const seen = async () => {
    // Longer than a credential is remembered.
    await new Promise((resolve) => setTimeout(resolve, 950));
    await room.users.authenticate(app, credential, { createUser: false, customData: false, ...from });
    return (await find(credential.email))?.lastAuthenticatedAt?.getTime() ?? 0;
  };
  const first = await seen();
  expect(Math.abs(first - Date.now())).toBeLessThan(60_000);
  expect(await seen()).toBe(first);
  room.pass(61 * 60_000);
  expect(await seen()).toBeGreaterThan(first);
});

test('who was imported keeps the account, though nobody has seen them here', async () => {
  const id = '5fda4b3c9d1e8f0a1b2c3d4e';
  const data = { email: 'moved@example.com' };
  const identities = [{ id: '5fda4b3c9d1e8f0a1b2c3d4f', provider_type: 'local-userpass' }];
  await room.users.importUsers(app.id, [{ _id: id, data, identities }], {});
  await room.users.sendReset(app, data.email);
  const [, token = '', tokenId = ''] = /token=(\w+)&tokenId=(\w+)/.exec(room.mails.at(-1)?.text ?? '') ?? [];
  await room.users.reset(app, { token, tokenId, password: 'secret1' });
  const credential = { provider: 'local-userpass', ...data, password: 'secret1' } as const;
  const linkTo = await somebody();
  await expect(room.users.logIn(app, credential, { ...from, linkTo })).rejects.toEqual(refusal('IDENTITY_TAKEN'));
  expect(userId(await find(data.email))).toBe(id);
});

test('a fresh account melts in with all that is its own', async () => {
  const credential = await registered();
  const fresh = (await find(credential.email)) as AppUserRecord;
  await room.users.sendReset(app, credential.email);
  await room.users.createApiKey({ appId: app.id, userId: fresh.userId, name: 'phone' });
  const linkTo = await somebody();
  expect((await room.users.logIn(app, credential, { ...from, linkTo })).user_id).toBe(linkTo.userId);
  const left = { appId: app.id, userId: fresh.userId };
  const { appUsers, appApiKeys, appEmailTokens } = room.store;
  for (const collection of [appUsers, appApiKeys, appEmailTokens])
    expect(await (collection as typeof appUsers).countDocuments(left)).toBe(0);
});

test('a fresh account that is switched off stays so', async () => {
  const credential = await registered();
  await room.users.setUserDisabled((await find(credential.email)) as AppUserRecord, true);
  const linkTo = await somebody();
  await expect(room.users.logIn(app, credential, { ...from, linkTo })).rejects.toEqual(refusal('USER_DISABLED'));
});

test('where the link fails, the fresh account is still there', async () => {
  const credential = await registered();
  const linkTo = await somebody();
  await room.users.deleteUser(linkTo);
  await expect(room.users.logIn(app, credential, { ...from, linkTo })).rejects.toEqual(refusal('IDENTITY_TAKEN'));
  expect((await room.users.logIn(app, credential, from)).user_id).toBe(userId(await find(credential.email)));
});
