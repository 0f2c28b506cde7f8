/** The strategy by itself, on a clock of its own: what it verifies, what it looks up and spends, and when. */
import { createHash, createSecretKey, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { AdminDigestStrategy, ha1 } from '../../../src/auth/index.ts';
import { createFailedAttempts } from '../../../src/limits/index.ts';

const pair = { username: 'abcdefgh', password: 'secret' };
const principal = { kind: 'admin' };
const target = '/api/public/v1.0/projects?name=a%2Cb&pretty=true';

interface Outcome {
  principal?: object;
  challenge?: string | number;
  error?: unknown;
}

/** What passport makes of a strategy: an object per request that inherits from it. */
function service() {
  let time = 1_000_000_000_000;
  const calls = { lookUps: 0, spent: [] as string[] };
  const strategy = new AdminDigestStrategy({
    nonceKey: createSecretKey(randomBytes(32)),
    async findCredentials(username) {
      calls.lookUps += 1;
      const password = username === pair.username ? pair.password : randomBytes(8).toString('hex');
      return [{ ha1: (algorithm) => ha1(algorithm, username, password), principal: async () => principal }];
    },
    async spendNonce(nonce, count) {
      const use = `${nonce}:${count}`;
      if (calls.spent.includes(use)) return false;
      calls.spent.push(use);
      return true;
    },
    attempts: createFailedAttempts(),
    now: () => time,
  });
  const ask = (authorization?: string, { url = target, method = 'GET', ip = '203.0.113.9' } = {}): Promise<Outcome> =>
    new Promise((resolve) => {
      const one = Object.assign(Object.create(strategy) as typeof strategy, {
        success: (who: object) => resolve({ principal: who }),
        fail: (challenge: string | number) => resolve({ challenge }),
        error: (error: unknown) => resolve({ error }),
      });
      one.authenticate({ headers: { authorization }, method, url, originalUrl: url, ip, socket: {} } as never);
    });
  const nonce = async (): Promise<string> => /nonce="([^"]+)"/.exec(String((await ask()).challenge))?.[1] ?? '';
  return { calls, ask, nonce, pass: (ms: number) => (time += ms) };
}

interface Signed {
  readonly username?: string;
  readonly password?: string;
  readonly realm?: string;
  readonly uri?: string;
  readonly nc?: string;
  readonly algorithm?: 'MD5' | 'SHA-256';
}

/** RFC 7616, written apart from the strategy's own. */
function sign(nonce: string, signed: Signed = {}): string {
  const { username = pair.username, password = pair.password, realm = 'MMS Public API' } = signed;
  const { uri = target, nc = '00000001', algorithm = 'MD5' } = signed;
  const hash = (text: string): string =>
    createHash(algorithm.replace('-', '').toLowerCase()).update(text).digest('hex');
  const secret = hash(`${username}:${realm}:${password}`);
  const response = hash(`${secret}:${nonce}:${nc}:c:auth:${hash(`GET:${uri}`)}`);
  return (
    `Digest username="${username}", realm="${realm}", nonce="${nonce}", uri="${uri}", algorithm=${algorithm}, ` +
    `response="${response}", qop=auth, nc=${nc}, cnonce="c"`
  );
}

const stale = (value: boolean) => ({ challenge: expect.stringMatching(new RegExp(`, stale=${value}$`)) });

test('the first leg looks nothing up and spends nothing', async () => {
  const { ask, calls } = service();
  expect(await ask()).toEqual(stale(false));
  expect(calls).toEqual({ lookUps: 0, spent: [] });
});

test.each<[string, Signed]>([
  ['MD5', {}],
  ['SHA-256', { algorithm: 'SHA-256' }],
  ['nc without zeros', { nc: '1' }],
  ['nc in upper case', { nc: '0000000A' }],
  ['the target in absolute form', { uri: `https://docgate.example.com${target}` }],
])('taken: %s', async (_, signed) => {
  const { ask, nonce } = service();
  expect(await ask(sign(await nonce(), signed))).toEqual({ principal });
});

test('a nonce holds for 60 s; then a right answer to it is stale, and one to the new challenge is taken', async () => {
  const { ask, nonce, pass } = service();
  const first = await nonce();
  pass(59_999);
  expect(await ask(sign(first))).toEqual({ principal });
  pass(1);
  const answer = await ask(sign(first, { nc: '00000002' }));
  expect(answer).toEqual(stale(true));
  const next = /nonce="([^"]+)"/.exec(String(answer.challenge))?.[1] ?? '';
  expect(await ask(sign(next))).toEqual({ principal });
});

test('a wrong answer to an old nonce is wrong, not stale', async () => {
  const { ask, nonce, pass } = service();
  const old = await nonce();
  pass(60_000);
  expect(await ask(sign(old, { password: 'guess' }))).toEqual(stale(false));
});

test('a nonce is spent once for each count, by right answers alone', async () => {
  const { ask, nonce, calls } = service();
  const one = await nonce();
  expect(await ask(sign(one, { password: 'guess' }))).toEqual(stale(false));
  expect(calls.spent).toEqual([]);
  expect(await ask(sign(one))).toEqual({ principal });
  expect(await ask(sign(one))).toEqual(stale(false));
  expect(await ask(sign(one, { nc: '1' }))).toEqual(stale(false));
  expect(await ask(sign(one, { nc: '00000002' }))).toEqual({ principal });
});

test.each<[string, Signed, { url?: string; method?: string }]>([
  ['for another realm', { realm: 'Other' }, {}],
  ['for another target', {}, { url: '/api/public/v1.0/projects' }],
  ['for the target decoded', { uri: decodeURIComponent(target) }, {}],
  ['for a target that the real one begins with', { uri: '/api/public/v1.0/projects' }, {}],
])('signed %s: refused without a look-up', async (_, signed, request) => {
  const { ask, nonce, calls } = service();
  expect(await ask(sign(await nonce(), signed), request)).toEqual(stale(false));
  expect(calls).toEqual({ lookUps: 0, spent: [] });
});

test('signed for another method: refused', async () => {
  const { ask, nonce } = service();
  expect(await ask(sign(await nonce()), { method: 'DELETE' })).toEqual(stale(false));
});

test.each([
  ['of another service', (_: string, other: string) => other],
  ['changed in its time', (own: string) => `B${own.slice(1)}`],
  ['changed in its end', (own: string) => own.slice(0, -2) + (own.endsWith('AA') ? 'BB' : 'AA')],
  ['cut', (own: string) => own.slice(0, -4)],
  ['in other characters for the same bytes', (own: string) => `${own}=`],
  ['of nothing', () => 'x'],
])('a nonce %s: refused without a look-up', async (_, change) => {
  const { ask, nonce, calls } = service();
  const forged = change(await nonce(), await service().nonce());
  expect(await ask(sign(forged))).toEqual(stale(false));
  expect(calls.lookUps).toBe(0);
});

test('who is not there is refused as who has another password', async () => {
  const { ask, nonce, calls } = service();
  const unknown = await ask(sign(await nonce(), { username: 'nobodyxx' }));
  const wrong = await ask(sign(await nonce(), { password: 'guess' }));
  expect([unknown, wrong]).toEqual([stale(false), stale(false)]);
  expect(calls.lookUps).toBe(2);
});

test('a hundred guesses at once are no more than ten in a row, and the right one among them is not heard', async () => {
  const { ask, nonce } = service();
  const own = await nonce();
  const guesses = Array.from({ length: 99 }, (_, index) => ask(sign(own, { password: `guess ${index}` })));
  const right = ask(sign(own));
  const outcomes = await Promise.all([...guesses, right]);
  expect(outcomes.filter(({ challenge }) => challenge !== undefined)).toHaveLength(10);
  expect(await right).toMatchObject({ error: { code: 'TOO_MANY_ATTEMPTS' } });
  expect(await ask(sign(await nonce()), { ip: '203.0.113.10' })).toEqual({ principal });
});

test('a bearer token gets no challenge; other schemes do', async () => {
  const { ask } = service();
  expect(await ask('Bearer x')).toEqual({ challenge: 401 });
  expect(await ask('Basic eDp5')).toEqual(stale(false));
});
