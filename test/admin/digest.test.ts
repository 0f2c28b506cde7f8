/** Digest authentication as clients meet it (RFC 7616; reference/admin-api.md §2.6). */
import { expect, inject, test } from 'vitest';
import { api, owner, sign } from '../_harness/admin.ts';

const target = '/api/public/v1.0/groups?itemsPerPage=1';

async function challenge(): Promise<string> {
  const response = await fetch(new URL(target, inject('serviceUrl')));
  return response.headers.get('www-authenticate') ?? '';
}

const ask = (authorization: string, path = target) =>
  fetch(new URL(path, inject('serviceUrl')), { headers: { authorization } });

test('the challenge is letter for letter MongoDB’s', async () => {
  expect(await challenge()).toMatch(
    /^Digest realm="MMS Public API", domain="", nonce="[\w-]{44}", algorithm=MD5, qop="auth", stale=false$/,
  );
});

test('MD5 and SHA-256 answers are taken, and nc as the client writes it', async () => {
  expect((await api('GET', '/groups')).status).toBe(200);
  expect((await api('GET', '/groups', { algorithm: 'SHA-256' })).status).toBe(200);
  expect((await ask(sign(owner, 'GET', target, await challenge(), {}, '1'))).status).toBe(200);
});

test('a replay is refused in whichever process; the next count is taken', async () => {
  const nonce = await challenge();
  const header = sign(owner, 'GET', target, nonce);
  const statuses = await Promise.all(Array.from({ length: 10 }, async () => (await ask(header)).status));
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, ...Array<number>(9).fill(401)]);
  expect((await ask(sign(owner, 'GET', target, nonce, {}, '00000002'))).status).toBe(200);
});

test('a signature is good for its own method and target', async () => {
  expect((await ask(sign(owner, 'POST', target, await challenge()))).status).toBe(401);
  expect((await ask(sign(owner, 'GET', target, await challenge()), `${target}&pageNum=1`)).status).toBe(401);
});

test.each([
  ['another key', { ...owner, privateKey: 'wrong' }],
  ['nobody', { publicKey: 'nobodyxx', privateKey: 'x' }],
])('refused: %s', async (_, pair) => {
  const refused = await ask(sign(pair, 'GET', target, await challenge()));
  expect([refused.status, refused.headers.get('www-authenticate')?.startsWith('Digest ')]).toEqual([401, true]);
});

test('a nonce of nobody’s making is refused', async () => {
  const forged = (await challenge()).replace(/nonce="../, 'nonce="zz');
  const refused = await ask(sign(owner, 'GET', target, forged));
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
    401,
    expect.stringContaining('stale=false'),
  ]);
});

test('a bearer token gets no challenge: a browser would ask for a password', async () => {
  const refused = await ask('Bearer nothing');
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, null]);
});

test('guessing ends in 429', async () => {
  const guess = () => api('GET', '/groups', { as: { publicKey: 'guessedx', privateKey: 'x' }, from: '127.0.0.9' });
  const answers = await Promise.all(Array.from({ length: 40 }, guess));
  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.json.errorCode).toBe('TOO_MANY_ATTEMPTS');
  expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
});
