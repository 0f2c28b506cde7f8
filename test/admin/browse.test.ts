/** The whole API by its links alone, on a service of its own, so that nobody else's things come and go meanwhile. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { operations } from '../../generated/operations.gen.ts';
import { resolveAlias, RouteTable, type Operation } from '../../src/contract/index.ts';
import { api, owner, type ApiAnswer, type Json } from '../_harness/admin.ts';
import { ownMongod } from '../_harness/own-mongod.ts';
import { runService, type RunningService } from '../processes/running-service.ts';
import { furnish, marker, type Furnished } from './furnish.ts';

/** A service starts, and hundreds of requests are made, on a busy machine too. */
vi.setConfig({ testTimeout: 180_000, hookTimeout: 400_000 });

const routes = new RouteTable<Operation>(Object.values(operations));
let folder: string;
let service: RunningService;
let furnished: Furnished;

const ask = (method: string, path: string, call: object = {}): Promise<ApiAnswer> =>
  api(method, path, { ...call, at: service.url });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docgate-browse-'));
  service = await runService(
    ['--database', `browse_${process.pid}`, '--data-dir', folder, '--workers', '1', '--host-ping-seconds', '1'],
    {
      MONGODB_URI: inject('mongodbUri'),
      DOCGATE_MASTER_KEY: 'k'.repeat(40),
      DOCGATE_BOOTSTRAP_PUBLIC_KEY: owner.publicKey,
      DOCGATE_BOOTSTRAP_PRIVATE_KEY: owner.privateKey,
    },
  );
  const { address, credentials } = ownMongod();
  const [organization] = (await ask('GET', '/orgs')).json.results;
  const make = async (path: string, body: unknown, method = 'POST') => {
    const answer = await ask(method, path, { body });
    expect([path, answer.status, answer.json.errorCode]).toEqual([path, expect.toBeOneOf([200, 201]), undefined]);
    return answer;
  };
  furnished = await furnish(make, organization.id, { ...address, ...credentials });
  await callTheApp();
  await until(`${furnished.group}/clusters`);
  await until(`${furnished.group}/apps/furnished-abcde/logs`);
});
afterAll(async () => {
  service.signal('SIGTERM');
  await service.ended;
  await rm(folder, { recursive: true });
});

/** A request for the app's log; what is served follows the store by change stream. */
async function callTheApp(): Promise<void> {
  for (let attempt = 0; attempt < 80; attempt++) {
    if ((await fetch(`${service.url}/api/client/v2.0/app/furnished-abcde/location`)).ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Until a list has something; then the tests' expectations speak. */
async function until(path: string): Promise<void> {
  for (let attempt = 0; attempt < 80; attempt++) {
    if ((await ask('GET', path)).json.totalCount > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

interface Visit {
  readonly answer: ApiAnswer;
  readonly operation: Operation | undefined;
}

/** Follows every link from there on; of events and logged requests, which are all of one kind, a few. */
async function browse(start: string): Promise<Map<string, Visit>> {
  const seen = new Map<string, Visit>();
  const waiting = [start];
  for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
    if (seen.has(target)) continue;
    const answer = await ask('GET', target);
    seen.set(target, { answer, operation: operationAt('GET', target) });
    const isLong = /\/(events|logs)$/.test(new URL(target, service.url).pathname);
    waiting.push(...linksIn(isLong ? { ...answer.json, results: answer.json.results.slice(0, 2) } : answer.json));
  }
  return seen;
}

function operationAt(method: string, target: string): Operation | undefined {
  const located = routes.locate(method, resolveAlias(target.split('?', 1)[0] ?? '').path);
  return located !== undefined && 'route' in located ? located.route.operation : undefined;
}

/** Not things of the admin API: an invitation's `accept` is something to do, an app's contract and its page stand beside it. */
const elsewhere = /\/accept$|^service-(desc|doc)$/;

/** Links to things. */
function linksIn(json: Json): string[] {
  if (typeof json !== 'object' || json === null) return [];
  const own = Array.isArray(json.links) ? json.links.filter(({ rel }: Json) => !elsewhere.test(rel)) : [];
  const targets = own.map(({ href }: Json) => new URL(href)).map(({ pathname, search }: URL) => pathname + search);
  return [...targets, ...Object.values(json).flatMap(linksIn)];
}

/** Found by a name that one has to know. */
const byName = ['getProjectByName', 'getTeamByName', 'getUserByName', 'getHostByName'];
/** Atlas' word for hosts. */
const ofAtlas = ['listProcesses', 'getProcess'];

function readings(except: readonly string[]): string[] {
  const all = (Object.values(operations) as readonly Operation[]).filter(
    ({ plane, method }) => plane === 'admin' && method === 'get',
  );
  const ids = all.map(({ operationId }) => operationId);
  return ids.filter((id) => ![...byName, ...except].includes(id)).toSorted();
}

const visited = new Map<string, Map<string, Visit>>();

describe.each(['/api/public/v1.0', '/api/atlas/v1.0'])('from the root %s', (root) => {
  beforeAll(async () => {
    visited.set(root, await browse(root));
  });
  const all = () => [...(visited.get(root) as Map<string, Visit>)];

  test('every link leads to something', () => {
    const dead = all().filter(([, { answer }]) => answer.status !== 200);
    expect(dead.map(([target, { answer }]) => `${answer.status} ${target}`)).toEqual([]);
  });

  test('everything that can be read is found', () => {
    const found = new Set(all().map(([, { operation }]) => operation?.operationId ?? ''));
    expect([...found].toSorted((a, b) => (a < b ? -1 : 1))).toEqual(readings(root.includes('atlas') ? [] : ofAtlas));
  });

  test('links stay in their generation, and every entity has itself', () => {
    for (const [target, { answer, operation }] of all()) {
      expect(target).toMatch(new RegExp(`^${root}`));
      const self = answer.json.links?.find(({ rel }: Json) => rel === 'self');
      const isFiles = operation?.operationId === 'getAppVersionFiles' || operation?.verbatim === 'answer';
      if (!Array.isArray(answer.json) && !isFiles)
        expect([target, self?.href]).toEqual([target, expect.stringContaining(root)]);
    }
  });
});

test('the same things under projects, by links that say so', async () => {
  const projects = furnished.group.replace('/groups', '/api/public/v1.0/projects');
  const found = (await browse(projects)).entries();
  const below = [...found].filter(([target]) => target.startsWith(projects));
  expect(below.length).toBeGreaterThan(20);
  for (const [target, { answer }] of below) {
    expect([target, answer.status]).toEqual([target, 200]);
    expect(answer.text).not.toMatch(/"groupId"|mms\.mongodb\.com\/group"/);
  }
});

test('an app leads to its own contract and the page that shows it', async () => {
  const { links } = (await ask('GET', `${furnished.group}/apps/furnished-abcde`)).json;
  const beside = links.filter(({ rel }: Json) => rel.startsWith('service-'));
  const statuses = beside.map(async ({ href }: Json) => (await fetch(href)).status);
  // Its access list admits this machine to nothing of the app but the page.
  expect(await Promise.all(statuses)).toEqual([403, 200]);
});

test('HEAD and a trailing slash are the same resource, wherever one looks', async () => {
  const one = new Map(
    [...(visited.get('/api/public/v1.0') ?? [])].map(([target, { operation }]) => [operation?.operationId, target]),
  );
  for (const target of one.values()) {
    const [path = '', search = ''] = target.split('?', 2);
    const get = await ask('GET', `${path}/?${search}`);
    const head = await ask('HEAD', target);
    expect([target, head.status, get.status, head.text]).toEqual([target, 200, 200, '']);
    expect([target, head.headers.etag]).toEqual([target, get.headers.etag]);
  }
});

test('what takes If-Match on a write gives its ETag on a read', () => {
  const all = Object.values(operations) as readonly Operation[];
  const conditional = new Set(
    all.filter(({ ifMatch, method }) => ifMatch && method !== 'post').map(({ path }) => path),
  );
  const visits = [...(visited.get('/api/public/v1.0') ?? [])];
  const without = visits.filter(
    ([, { operation, answer }]) =>
      conditional.has(operation?.path ?? '') && !Array.isArray(answer.json) && answer.headers.etag === undefined,
  );
  expect(without.map(([target]) => target)).toEqual([]);
});

describe('secrets', () => {
  test('are in no answer', async () => {
    const answers = [...visited.values()].flatMap((visits) => [...visits]);
    expect(answers.length).toBeGreaterThan(100);
    expect(furnished.secrets.filter((secret) => typeof secret !== 'string' || secret.length < 12)).toEqual([]);
    for (const [target, { answer }] of answers)
      for (const secret of furnished.secrets) expect([target, answer.text.includes(secret)]).toEqual([target, false]);
  });

  test.each([
    ['POST', 'users', (secret: string) => ({ username: 'x', password: secret, firstName: 'a', lastName: 'b' })],
    ['POST', 'users', (secret: string) => ({ username: 'eve@example.com', pasword: secret })],
    ['POST', 'users', (secret: string) => `{"password": "${secret}"`],
    ['POST', 'users', (secret: string) => `{"password": "${secret}" "x"}`],
    ['POST', 'users', (secret: string) => ({ password: [secret] })],
    ['POST', 'hosts', (secret: string) => ({ hostname: 'x', port: 1, password: secret })],
    ['POST', 'hosts', (secret: string) => ({ hostname: 'x', port: 1, authMechanismName: 'X', password: secret })],
    ['POST', 'dataSources', (secret: string) => ({ name: 'a', uri: `mongodb://a:${secret}@[::1` })],
    ['POST', 'dataSources', (secret: string) => ({ name: 'a', uri: `mongodb://a:${secret}@x/?nothing=1` })],
    ['POST', 'dataSources', (secret: string) => ({ name: 'a', uri: `http://a:${secret}@x/` })],
    ['POST', 'mounts', (secret: string) => ({ users: [{ username: 'a', password: secret, more: 1 }] })],
    ['PUT', 'apps/furnished-abcde/secrets/x', (secret: string) => ({ value: secret, more: secret })],
    ['PUT', 'apps/furnished-abcde/secrets/x', (secret: string) => ({ value: [secret] })],
  ])('are in no error: %s %s (%#)', async (method, path, bodyOf) => {
    const secret = marker();
    const place = path === 'users' ? '' : furnished.group;
    const { status, text } = await ask(method, `${place}/${path}`, { body: bodyOf(secret) });
    expect([status, text.includes(secret)]).toEqual([400, false]);
    expect(service.output().includes(secret)).toBe(false);
  });

  test('are not in the log', () => {
    expect(service.log().filter(({ msg }) => msg === 'request').length).toBeGreaterThan(100);
    // The banner of the first start is no log line: it shows the owner's key, once.
    const log = JSON.stringify(service.log());
    expect([...furnished.secrets, owner.privateKey].filter((secret) => log.includes(secret))).toEqual([]);
  });
});
