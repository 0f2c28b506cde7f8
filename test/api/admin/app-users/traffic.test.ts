/** In the middle of traffic to both workers: what is switched off or deleted opens nothing a second later. */
import { expect, test, vi } from 'vitest';
import { api } from '../../../_harness/admin.ts';
import { own, type AppAnswer, type TestApp } from '../../../_harness/apps.ts';
import { dataApi, deployApp, folder, freshDatabase, openRole } from '../../../_harness/data-api.ts';
import { logIn, logInByKey } from './app-with-users.ts';

// A busy machine needs long for a password.
vi.setConfig({ testTimeout: 60_000 });

const password = 'correct-horse';
const database = freshDatabase();
const appWithData = () => deployApp(folder(database, { things: { rules: { roles: [openRole] } } }));

interface Seen {
  readonly sentAt: number;
  readonly status: number;
}

/** Sends requests without a pause, each on a connection of its own, so that both workers get some. */
class Traffic {
  readonly seen: Seen[] = [];
  readonly #stop = new AbortController();
  readonly #loops: Promise<void>[];

  constructor(send: () => Promise<AppAnswer>) {
    this.#loops = Array.from({ length: 6 }, async () => {
      while (!this.#stop.signal.aborted) {
        const sentAt = performance.now();
        this.seen.push({ sentAt, status: (await send()).status });
      }
    });
  }

  /** What was asked for since then, when it is enough to judge by. */
  async enough(since: number): Promise<number[]> {
    const asked = () => this.seen.filter(({ sentAt }) => sentAt >= since).map(({ status }) => status);
    while (asked().length < 30) await new Promise((resolve) => setTimeout(resolve, 50));
    return asked();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#loops);
  }
}

/** Every answer is good before the change, none that was asked for a second after it. */
async function expectCut(send: () => Promise<AppAnswer>, change: () => Promise<{ status: number }>): Promise<void> {
  await using traffic = new Traffic(send);
  expect(new Set(await traffic.enough(0))).toEqual(new Set([200]));
  expect((await change()).status).toBe(200);
  const aSecondLater = performance.now() + 1000;
  expect(new Set(await traffic.enough(aSecondLater))).toEqual(new Set([401]));
}

interface Busy {
  /** Of the user or the key. */
  readonly path: string;
  readonly send: () => Promise<AppAnswer>;
}

const close = { connection: 'close' } as const;

function profileOf({ json }: AppAnswer): Busy['send'] {
  return () => own('GET', '/auth/profile', { token: json.access_token, ...close });
}

function dataBy(app: TestApp, headers: Record<string, string>): Busy['send'] {
  const things = dataApi(app, database, 'things', { headers, ...close });
  return () => things('findOne');
}

async function emailUser(app: TestApp) {
  const email = 'busy@example.com';
  const { json } = await api('POST', `${app.path}/users`, { body: { email, password } });
  return { path: `${app.path}/users/${json.id}`, email };
}

async function emailSession(app: TestApp): Promise<Busy> {
  const { path, email } = await emailUser(app);
  return { path, send: profileOf(await logIn(app, email, password)) };
}

async function emailInHeaders(app: TestApp): Promise<Busy> {
  const { path, email } = await emailUser(app);
  return { path, send: dataBy(app, { email, password }) };
}

async function serverKey(app: TestApp) {
  const { json } = await api('POST', `${app.path}/apiKeys`, { body: { name: 'busy' } });
  return { path: `${app.path}/apiKeys/${json.id}`, value: json.value as string };
}

async function keySession(app: TestApp): Promise<Busy> {
  const { path, value } = await serverKey(app);
  return { path, send: profileOf(await logInByKey(app, value)) };
}

async function keyInHeader(app: TestApp): Promise<Busy> {
  const { path, value } = await serverKey(app);
  return { path, send: dataBy(app, { 'api-key': value }) };
}

const disable = (path: string) => api('PATCH', path, { body: { disabled: true } });
const remove = (path: string) => api('DELETE', path);
const revoke = (path: string) => api('DELETE', `${path}/sessions`);

test.each([
  ['a disabled user', emailSession, disable],
  ['a deleted user', emailSession, remove],
  ['a user whose sessions are revoked', emailSession, revoke],
  ['a disabled user with the password in headers', emailInHeaders, disable],
  ['the session of a disabled key', keySession, disable],
  ['the session of a deleted key', keySession, remove],
  ['a disabled key', keyInHeader, disable],
  ['a deleted key', keyInHeader, remove],
])('%s', async (_, open, change) => {
  const { path, send } = await open(await appWithData());
  await expectCut(send, () => change(path));
});
