/** Digest authentication as clients meet it (RFC 7616; reference/admin-api.md §2.6). */
import { expect, inject, test } from 'vitest';
import { api, freshKey, freshOrganization, freshProject, owner, sign } from '../_harness/admin.ts';

const target = '/api/public/v1.0/groups?itemsPerPage=1';

async function challenge(path = target): Promise<string> {
  const response = await fetch(new URL(path, inject('serviceUrl')));
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
  '/api/public/v1.0/projects?itemsPerPage=1',
  '/api/atlas/v1.0/groups?itemsPerPage=1&envelope=true',
  '/api/public/v1.0/groups/?name=a%2cb%20c&ListOptions=',
])('what is signed is the target as sent: %s', async (path) => {
  expect((await ask(sign(owner, 'GET', path, await challenge(path)), path)).status).toBe(200);
});

test('a signature of the canonical target is none of the alias’', async () => {
  const alias = target.replace('/groups', '/projects');
  expect((await ask(sign(owner, 'GET', target, await challenge()), alias)).status).toBe(401);
});

test('without credentials all is 401, whether it is there or not', async () => {
  const { id } = await freshProject();
  const nothing = '6512e1b2c3d4e5f601234567';
  const answers = await Promise.all(
    [id, nothing, 'x'].map(async (groupId) => {
      const answer = await api('GET', `/groups/${groupId}`, { as: 'none' });
      return [answer.status, answer.text];
    }),
  );
  expect(answers).toEqual(answers.map(() => [401, answers[0]?.[1]]));
});

test('an unknown name and a wrong key are answered alike', async () => {
  const { publicKey } = await freshKey((await freshOrganization()).id, ['ORG_MEMBER']);
  const pairs = [publicKey, 'nobodyxx', 'nobody@example.com'].map((name) => ({ publicKey: name, privateKey: 'x' }));
  const answers = await Promise.all(
    pairs.map(async (as) => {
      const { status, text, headers } = await api('GET', '/groups', { as, from: '127.0.0.8' });
      return [status, text, headers['www-authenticate']?.replace(/nonce="[^"]*"/, ''), Object.keys(headers)];
    }),
  );
  expect(answers).toEqual(answers.map(() => answers[0]));
});

test('a header that is too long gets a challenge, and a huge one 431', async () => {
  const long = sign(owner, 'GET', target, await challenge());
  expect((await ask(`${long}, opaque="${'x'.repeat(4096)}"`)).status).toBe(401);
  expect((await ask(`${long}, opaque="${'x'.repeat(40_000)}"`)).status).toBe(431);
});

test('X-Forwarded-* of whom nobody trusts open nothing: neither plain HTTP nor an access list', async () => {
  const far = await api('GET', '/groups', { headers: { 'x-forwarded-for': '203.0.113.9' } });
  expect([far.status, far.json.errorCode]).toEqual([403, 'HTTPS_REQUIRED']);
  const elsewhere = { from: '127.0.0.7', headers: { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' } };
  const refused = await api('GET', '/groups', elsewhere);
  expect([refused.status, refused.json.errorCode, refused.json.parameters]).toEqual([
    403,
    'IP_ADDRESS_NOT_ON_ACCESS_LIST',
    ['127.0.0.7'],
  ]);
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
