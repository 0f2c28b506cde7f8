/** Which custom user data rules see: that of the token, that of this moment, or none. */
import { expect, test, vi } from 'vitest';
import { client, redeploy, type AppCall } from '../../_harness/apps.ts';
import {
  dataApi,
  deployApp,
  folder,
  freshDatabase,
  freshUser,
  openRole,
  profilesOf,
  type TestApp,
} from '../../_harness/data-api.ts';

const database = freshDatabase();
const adminRole = { ...openRole, name: 'admin', apply_when: { '%%user.custom_data.admin': true } };
const files = (settings: object) =>
  folder(
    database,
    { things: { rules: { roles: [adminRole] } }, profiles: { rules: { roles: [openRole] } } },
    {
      ...profilesOf(database),
      'https_endpoints/gen_endpoints_config.json': { versions: ['v1'], return_type: 'JSON', ...settings },
    },
  );

async function insertStatus(app: TestApp, by: AppCall = {}): Promise<number> {
  return (await dataApi(app, database, 'things', by)('insertOne', { document: {} })).status;
}

/** An app and a user whom the app's collection makes an administrator, after a first login. */
async function appWithAdmin(settings: object) {
  const app = await deployApp(files(settings));
  const { id, email, password, token } = await freshUser(app);
  const headers = { email, password };
  const profile = { user_id: id, admin: true };
  const kept = await dataApi(app, database, 'profiles', { headers })('insertOne', { document: profile });
  expect(kept.status).toBe(201);
  return { app, id, headers, tokenFromBefore: token };
}

async function newToken(app: TestApp, { email: username, password }: { email: string; password: string }) {
  const body = { username, password };
  return (await client('POST', app, '/auth/providers/local-userpass/login', { body })).json.access_token as string;
}

test('without fetch_custom_user_data a credential brings none, a token what was there at its login', async () => {
  const { app, headers, tokenFromBefore } = await appWithAdmin({});
  expect(await insertStatus(app, { headers })).toBe(403);
  expect(await insertStatus(app, { token: tokenFromBefore })).toBe(403);
  expect(await insertStatus(app, { token: await newToken(app, headers) })).toBe(201);
});

test('with it, it is read for each request, whatever the credential', async () => {
  const { app, headers, tokenFromBefore } = await appWithAdmin({ fetch_custom_user_data: true });
  expect(await insertStatus(app, { token: tokenFromBefore })).toBe(201);
  // What was found with the first request is remembered for less than a second.
  await vi.waitFor(async () => expect(await insertStatus(app, { headers })).toBe(201), { timeout: 5000 });
});

test('nor has the user whom all requests run as any, unless the setting is there', async () => {
  const { app, id } = await appWithAdmin({});
  const served = (settings: object) => redeploy(app, files({ run_as_user_id: id, ...settings }));
  await served({});
  await vi.waitFor(async () => expect(await insertStatus(app)).toBe(403), { timeout: 5000 });
  await served({ fetch_custom_user_data: true });
  await vi.waitFor(async () => expect(await insertStatus(app)).toBe(201), { timeout: 5000 });
});
