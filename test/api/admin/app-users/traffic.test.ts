/** In the middle of traffic to both workers: what is switched off or deleted opens nothing a second later. */
import { expect, test } from 'vitest';
import { api } from '../../../_harness/admin.ts';
import { own, type AppAnswer, type TestApp } from '../../../_harness/apps.ts';
import { appWithUsers, logIn, logInByKey } from './app-with-users.ts';

const password = 'correct-horse';

interface Seen {
  readonly sentAt: number;
  readonly status: number;
}

/** Sends requests without a pause, each on a connection of its own, so that both workers get some. */
function startTraffic(send: () => Promise<AppAnswer>): { stop: () => Promise<Seen[]> } {
  const seen: Seen[] = [];
  const stopped = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      const sentAt = performance.now();
      seen.push({ sentAt, status: (await send()).status });
    }
  };
  const loops = Array.from({ length: 6 }, run);
  return {
    async stop() {
      stopped.abort();
      await Promise.all(loops);
      return seen;
    },
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Every answer is good before the change, none that was asked for a second after it. */
async function expectCut(send: () => Promise<AppAnswer>, change: () => Promise<{ status: number }>): Promise<void> {
  const traffic = startTraffic(send);
  await pause(500);
  const changedAt = performance.now();
  expect((await change()).status).toBe(200);
  const answeredAt = performance.now();
  await pause(2000);
  const seen = await traffic.stop();
  const before = seen.filter(({ sentAt }) => sentAt < changedAt - 200);
  const after = seen.filter(({ sentAt }) => sentAt > answeredAt + 1000);
  expect([...new Set(before.map(({ status }) => status))]).toEqual([200]);
  expect([...new Set(after.map(({ status }) => status))]).toEqual([401]);
}

async function profileOf(session: AppAnswer): Promise<() => Promise<AppAnswer>> {
  const { access_token: token } = session.json;
  return () => own('GET', '/auth/profile', { token, connection: 'close' });
}

async function emailSession(app: TestApp) {
  const { json: user } = await api('POST', `${app.path}/users`, { body: { email: 'busy@example.com', password } });
  return { path: `${app.path}/users/${user.id}`, send: await profileOf(await logIn(app, user.email, password)) };
}

async function keySession(app: TestApp) {
  const { json: key } = await api('POST', `${app.path}/apiKeys`, { body: { name: 'busy' } });
  return { path: `${app.path}/apiKeys/${key.id}`, send: await profileOf(await logInByKey(app, key.value)) };
}

test.each([
  ['a disabled user', emailSession, (path: string) => api('PATCH', path, { body: { disabled: true } })],
  ['a deleted user', emailSession, (path: string) => api('DELETE', path)],
  ['a user whose sessions are revoked', emailSession, (path: string) => api('DELETE', `${path}/sessions`)],
  ['a disabled key', keySession, (path: string) => api('PATCH', path, { body: { disabled: true } })],
  ['a deleted key', keySession, (path: string) => api('DELETE', path)],
])('%s', async (_, open, change) => {
  const { path, send } = await open(await appWithUsers());
  await expectCut(send, () => change(path));
});
