import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { createDataSources } from '../../../../src/mongo/index.ts';
import { api, freshKey, freshProject, type Json } from '../../../_harness/admin.ts';
import { eventually, ownMongod } from '../../../_harness/own-mongod.ts';

/** Nothing listens there. */
const nowhere = { hostname: '127.0.0.1', port: 1 };

const sources = createDataSources([{ name: 'default', uri: inject('mongodbUri') }]);
afterAll(() => sources.close());

async function register(body: object, groupId?: string): Promise<{ path: string; json: Json }> {
  const id = groupId ?? (await freshProject()).id;
  const { status, json } = await api('POST', `/groups/${id}/hosts`, { body });
  expect([status, json.errorCode]).toEqual([201, undefined]);
  return { path: `/groups/${id}/hosts/${json.id}`, json };
}

describe('before the first answer', () => {
  test('zeros and NO_DATA; what has no default is absent', async () => {
    const { id } = await freshProject();
    const { status, headers, json } = await api('POST', `/groups/${id}/hosts`, { body: nowhere });
    expect(status).toBe(201);
    expect(headers.location).toMatch(new RegExp(`/groups/${id}/hosts/${json.id}$`));
    const { created, links, ...fields } = json;
    expect(Date.parse(created)).toBeGreaterThan(Date.now() - 60_000);
    expect(links.map(({ rel }: { rel: string }) => rel)).toEqual(['self', 'http://mms.mongodb.com/group']);
    expect(fields).toEqual({
      aliases: [],
      alertsEnabled: true,
      authMechanismName: 'NONE',
      deactivated: false,
      groupId: id,
      hasStartupWarnings: false,
      hidden: false,
      hiddenSecondary: false,
      hostEnabled: true,
      hostname: '127.0.0.1',
      id: createHash('md5').update(`${id}127.0.0.1:1`).digest('hex'),
      journalingEnabled: false,
      lastDataSizeBytes: 0,
      lastIndexSizeBytes: 0,
      logsEnabled: false,
      lowUlimit: false,
      port: 1,
      profilerEnabled: false,
      secondaryDelaySecs: 0,
      sslEnabled: false,
      typeName: 'NO_DATA',
      uptimeMsec: 0,
    });
  });

  test('a host that does not answer stays so', async () => {
    const { id } = await freshProject();
    const { path } = await register(nowhere, id);
    // Its ping is over when a later one of the same project is.
    const answering = await register(ownMongod().address, id);
    await eventually(answering.path, ({ typeName }) => typeName !== 'NO_DATA');
    const { json } = await api('GET', path);
    expect([json.typeName, json.uptimeMsec, json.lastPing]).toEqual(['NO_DATA', 0, undefined]);
  });
});

describe('really pinged', () => {
  test('the run’s own mongod, with credentials', async () => {
    const { address, credentials } = ownMongod();
    const { path } = await register({ ...address, ...credentials });
    const { json, text } = await eventually(path, ({ lastPing }) => lastPing !== undefined);
    const hello = await (await sources.get('default').database('admin')).command({ hello: 1 });
    const { version } = await (await sources.get('default').database('admin')).command({ buildInfo: 1 });
    expect(json).toMatchObject({
      ...address,
      authMechanismName: 'SCRAM_SHA_256',
      username: credentials.username,
      typeName: 'REPLICA_PRIMARY',
      replicaSetName: hello['setName'],
      replicaStateName: 'PRIMARY',
      version,
      ipAddress: '127.0.0.1',
      journalingEnabled: true,
      systemInfo: { memSizeMB: expect.any(Number), numCores: expect.any(Number) },
    });
    expect(json.uptimeMsec).toBeGreaterThan(0);
    expect(json.lastDataSizeBytes).toBeGreaterThan(0);
    expect(Date.parse(json.lastPing)).toBeGreaterThan(Date.parse(json.lastRestart));
    expect(text).not.toContain(credentials.password);
    expect(readFileSync(inject('serviceLog'), 'utf8')).not.toContain(credentials.password);
    const links = new Map(json.links.map(({ rel, href }: { rel: string; href: string }) => [rel, new URL(href)]));
    const cluster = await api('GET', (links.get('http://mms.mongodb.com/cluster') as URL).pathname);
    expect(cluster.json).toMatchObject({ id: json.clusterId, typeName: 'REPLICA_SET', clusterName: hello['setName'] });
  });

  test('without credentials it tells what it tells everybody; with wrong ones nothing', async () => {
    const { address, credentials } = ownMongod();
    const { path } = await register(address);
    const open = await eventually(path, ({ lastPing }) => lastPing !== undefined);
    expect([open.json.typeName, open.json.uptimeMsec, open.json.username]).toEqual(['REPLICA_PRIMARY', 0, undefined]);
    const wrong = await register({ ...address, ...credentials, password: 'wrong' });
    const right = await register({ ...address, ...credentials });
    await eventually(right.path, ({ lastPing }) => lastPing !== undefined);
    expect((await api('GET', wrong.path)).json.typeName).toBe('NO_DATA');
  });

  test('a change has it pinged at once', async () => {
    const { address, credentials } = ownMongod();
    const { path } = await register(address);
    await eventually(path, ({ lastPing }) => lastPing !== undefined);
    expect((await api('PATCH', path, { body: { ...address, ...credentials } })).status).toBe(200);
    const { json } = await eventually(path, ({ uptimeMsec }) => uptimeMsec > 0);
    expect(json.uptimeMsec).toBeGreaterThan(0);
  });
});

describe('seed 003', () => {
  test('a host in links, value for value', async () => {
    const { json } = await register(nowhere);
    const { groupId, id } = json;
    const shown = await api('GET', `/projects/${groupId}/hosts/${id}`);
    const root = `${inject('serviceUrl')}/api/public/v1.0`;
    expect(shown.json).toMatchObject({
      id,
      projectId: groupId,
      hostname: '127.0.0.1',
      port: 1,
      links: [
        { rel: 'self', href: `${root}/projects/${groupId}/hosts/${id}` },
        { rel: 'http://mms.mongodb.com/project', href: `${root}/projects/${groupId}` },
      ],
    });
    expect(shown.json).not.toHaveProperty('username');
  });

  test('57 hosts, page 2 of 10', async () => {
    const { id } = await freshProject();
    const addresses = Array.from({ length: 57 }, (_, n) => ({ hostname: `127.0.1.${n + 1}`, port: 1 }));
    await Promise.all(addresses.map((body) => api('POST', `/projects/${id}/hosts`, { body })));
    const { json } = await api('GET', `/projects/${id}/hosts?pageNum=2&itemsPerPage=10`);
    const hosts = `${inject('serviceUrl')}/api/public/v1.0/projects/${id}/hosts`;
    expect(json.totalCount).toBe(57);
    expect(json.links).toEqual([
      { rel: 'self', href: `${hosts}?pageNum=2&itemsPerPage=10` },
      { rel: 'previous', href: `${hosts}?itemsPerPage=10&pageNum=1` },
      { rel: 'next', href: `${hosts}?itemsPerPage=10&pageNum=3` },
    ]);
    const names = addresses.map(({ hostname, port }) => `${hostname}:${port}`).toSorted();
    const shown = json.results.map((host: { hostname: string; port: number }) => `${host.hostname}:${host.port}`);
    expect(shown).toEqual(names.slice(10, 20));
    for (const host of json.results) {
      expect(host.projectId).toBe(id);
      expect(host.links).toEqual([{ rel: 'self', href: `${hosts}/${host.id}` }]);
    }
    const last = await api('GET', `/projects/${id}/hosts?pageNum=6&itemsPerPage=10`);
    expect(last.json.links.map(({ rel }: { rel: string }) => rel)).toEqual(['self', 'previous']);
    expect(last.json.results).toHaveLength(7);
  });
});

test('by name, in any case, and by the name that it gives itself', async () => {
  const { json } = await register({ hostname: 'DB1.example.invalid', port: 27_017 });
  const { groupId, id } = json;
  const byName = (name: string) => api('GET', `/groups/${groupId}/hosts/byName/${name}`);
  expect((await byName('db1.EXAMPLE.invalid:27017')).json.id).toBe(id);
  const { status, json: error } = await byName('db1.example.invalid:27018');
  expect([status, error.errorCode]).toEqual([404, 'HOSTNAME_AND_PORT_NOT_FOUND']);
  expect((await byName('nothing')).json.errorCode).toBe('HOSTNAME_AND_PORT_NOT_FOUND');

  const { address } = ownMongod();
  const alias = await register({ hostname: 'localhost', port: address.port }, groupId);
  await eventually(alias.path, ({ lastPing }) => lastPing !== undefined);
  const found = await byName(`127.0.0.1:${address.port}`);
  expect([found.json.id, found.json.aliases]).toEqual([alias.json.id, [`127.0.0.1:${address.port}`]]);
});

test('in Atlas’ words a host is a process, known by its name', async () => {
  const { json } = await register(nowhere);
  const root = `/api/atlas/v1.0/groups/${json.groupId}/processes`;
  const { status, json: process } = await api('GET', `${root}/127.0.0.1:1`);
  expect([status, process.id, process.userAlias, process.typeName]).toEqual([
    200,
    '127.0.0.1:1',
    '127.0.0.1',
    'NO_DATA',
  ]);
  expect(process.links[0].href).toBe(`${inject('serviceUrl')}${root}/127.0.0.1:1`);
  expect((await api('GET', root)).json.results).toEqual([{ ...process, links: process.links.slice(0, 1) }]);
  expect((await api('GET', `${root}/127.0.0.1:2`)).json.errorCode).toBe('HOSTNAME_AND_PORT_NOT_FOUND');
});

test('removed, and registered again under the same id', async () => {
  const { path, json } = await register(nowhere);
  const removed = await api('DELETE', path);
  expect([removed.status, removed.text]).toEqual([200, '{}']);
  expect((await api('GET', path)).json.errorCode).toBe('HOST_NOT_FOUND');
  expect((await api('DELETE', path)).json.errorCode).toBe('HOST_NOT_FOUND');
  expect((await register(nowhere, json.groupId)).json.id).toBe(json.id);
  const { results } = (await api('GET', `/groups/${json.groupId}/events`)).json;
  expect(results.map((event: Json) => [event.eventTypeName, event.hostId, event.port]).slice(0, 3)).toEqual([
    ['ADD_HOST_AUDIT', json.id, 1],
    ['DELETE_HOST_AUDIT', json.id, 1],
    ['ADD_HOST_AUDIT', json.id, 1],
  ]);
});

describe('PATCH', () => {
  test('changes what may change; the rest may be repeated', async () => {
    const { path, json } = await register(nowhere);
    const wishes = { alertsEnabled: false, logsEnabled: true, profilerEnabled: true, sslEnabled: true };
    const { status, json: changed } = await api('PATCH', path, { body: { ...json, ...wishes } });
    expect([status, changed]).toEqual([200, { ...json, ...wishes }]);
    const other = await api('PATCH', path, { body: { alertsEnabled: true, hostname: 'elsewhere' } });
    expect([other.status, other.json.errorCode, other.json.parameters]).toEqual([
      400,
      'ATTRIBUTE_READ_ONLY',
      ['hostname'],
    ]);
  });

  test('NONE clears credentials; a new user needs its password', async () => {
    const credentials = { authMechanismName: 'MONGODB_CR', username: 'monitor', password: 'secret' };
    const { path, json } = await register({ ...nowhere, ...credentials });
    expect([json.username, json.password]).toEqual(['monitor', undefined]);
    expect((await api('PATCH', path, { body: { password: 'new' } })).json.username).toBe('monitor');
    const alone = await api('PATCH', path, { body: { username: 'other' } });
    expect(alone.json.errorCode).toBe('MISSING_CREDENTIALS_FOR_AUTH_MECHANISM');
    const cleared = await api('PATCH', path, { body: { authMechanismName: 'NONE' } });
    expect(cleared.json).not.toHaveProperty('username');
    const again = await api('PATCH', path, { body: { authMechanismName: 'MONGODB_CR', username: 'monitor' } });
    expect(again.json.errorCode).toBe('MISSING_CREDENTIALS_FOR_AUTH_MECHANISM');
  });

  test('If-Match; pings do not change the tag', async () => {
    const { path } = await register(ownMongod().address);
    const { etag } = (await api('GET', path)).headers;
    await eventually(path, ({ lastPing }) => lastPing !== undefined);
    const headers = { 'if-match': String(etag) };
    expect((await api('PATCH', path, { body: { alertsEnabled: false }, headers })).status).toBe(200);
    expect((await api('PATCH', path, { body: { alertsEnabled: true }, headers })).status).toBe(412);
  });
});

test('passwords are encrypted at rest', async () => {
  const credentials = { authMechanismName: 'SCRAM-SHA-1', username: 'monitor', password: 'at-rest-secret' };
  const { json } = await register({ ...nowhere, ...credentials });
  expect(json.authMechanismName).toBe('SCRAM_SHA_1');
  const db = await sources.get('default').database('docgate');
  const kept = await db.collection<{ _id: string; password: string }>('hosts').findOne({ _id: json.id });
  expect(kept?.password).toMatch(/^v1\./);
  expect(JSON.stringify(kept)).not.toContain('at-rest-secret');
});

describe('refused', () => {
  test.each([
    ['INVALID_HOSTNAME', { hostname: 'no host', port: 1 }],
    ['INVALID_HOSTNAME', { hostname: 'a/b?c@d', port: 1 }],
    ['INVALID_HOSTNAME', { hostname: '', port: 1 }],
    ['INVALID_HOST_PORT', { hostname: 'a', port: 0 }],
    ['INVALID_HOST_PORT', { hostname: 'a', port: 65_536 }],
    ['INVALID_AUTH_MECHANISM', { ...nowhere, authMechanismName: 'ROT13' }],
    ['INVALID_AUTH_MECHANISM', { ...nowhere, authMechanismName: 'constructor' }],
    ['MISSING_CREDENTIALS_FOR_AUTH_MECHANISM', { ...nowhere, authMechanismName: 'MONGODB_CR', username: 'u' }],
    ['CANNOT_SET_CREDENTIALS_FOR_AUTH_MECHANISM', { ...nowhere, username: 'u', password: 'p' }],
    ['AUTH_MECHANISM_REQUIRES_SSL', { ...nowhere, authMechanismName: 'PLAIN', username: 'u', password: 'p' }],
    ['MISSING_ATTRIBUTE', { hostname: 'a' }],
    ['INVALID_ATTRIBUTE', { ...nowhere, hostName: 'a' }],
  ])('%s: %j', async (errorCode, body) => {
    const path = `/groups/${(await freshProject()).id}/hosts`;
    const { status, json } = await api('POST', path, { body });
    expect([status, json.errorCode]).toEqual([400, errorCode]);
    expect((await api('GET', path)).json.totalCount).toBe(0);
  });

  test('twice the same: 409 by the index, and one of many at once', async () => {
    const { id } = await freshProject();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => api('POST', `/groups/${id}/hosts`, { body: nowhere })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409, 409, 409]);
    const refused = answers.find(({ status }) => status === 409)?.json;
    expect([refused.errorCode, refused.parameters]).toEqual(['HOST_ALREADY_EXISTS', ['127.0.0.1:1', id]]);
  });

  test('a host of another project is none', async () => {
    const [{ json }, other] = [await register(nowhere), await freshProject()];
    const { status, json: error } = await api('GET', `/groups/${other.id}/hosts/${json.id}`);
    expect([status, error.errorCode, error.parameters]).toEqual([404, 'HOST_NOT_FOUND', [json.id, other.id]]);
  });

  test('more than a hundred requests a minute', async () => {
    const { id } = await freshProject();
    const left = 60_000 - (Date.now() % 60_000);
    if (left < 20_000) await new Promise((resolve) => setTimeout(resolve, left + 100));
    const path = `/groups/${id}/hosts`;
    const answers = await Promise.all(Array.from({ length: 102 }, () => api('GET', path)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.map(({ json }) => json.errorCode)).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
  }, 60_000);
});

test('who may only read registers nothing; a monitoring admin does', async () => {
  const { id, orgId } = await freshProject();
  const path = `/groups/${id}/hosts`;
  const reader = await freshKey(orgId, ['ORG_MEMBER'], { [id]: ['GROUP_READ_ONLY'] });
  const admin = await freshKey(orgId, ['ORG_MEMBER'], { [id]: ['GROUP_MONITORING_ADMIN'] });
  expect((await api('POST', path, { as: reader, body: nowhere })).json.errorCode).toBe('USER_UNAUTHORIZED');
  expect((await api('POST', path, { as: admin, body: nowhere })).status).toBe(201);
  expect((await api('GET', path, { as: reader })).json.totalCount).toBe(1);
});
