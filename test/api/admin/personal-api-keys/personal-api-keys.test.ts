import { readFile } from 'node:fs/promises';
import { expect, inject, test } from 'vitest';
import { api, freshAccount, freshKey, freshOrganization, freshProject, freshUser } from '../../../_harness/admin.ts';

const times = (count: number, status: number) => Array<number>(count).fill(status);

test('the first one is made by an owner of the service; the private key is shown once', async () => {
  const { id: orgId } = await freshOrganization();
  const { id, username } = await freshUser([{ orgId, roleName: 'ORG_MEMBER' }]);
  const path = `/users/${id}/apiKeys`;
  const created = await api('POST', path, { body: { desc: 'Laptop' } });
  const { privateKey } = created.json;
  expect([created.status, created.json.desc]).toEqual([201, 'Laptop']);
  expect(new URL(String(created.headers.location)).pathname).toBe(`/api/public/v1.0${path}/${created.json.id}`);
  expect(privateKey).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  const masked = { ...created.json, privateKey: `********-****-****-${privateKey.slice(-12)}` };
  expect((await api('GET', `${path}/${created.json.id}`)).json).toEqual(masked);
  const events = await api('GET', `/orgs/${orgId}/events?eventType=USER_API_KEY_CREATED`);
  expect(events.json.results).toMatchObject([{ targetUsername: username }]);
  const log = await readFile(inject('serviceLog'), 'utf8');
  expect((await api('GET', path)).text + (await api('GET', `/users/${id}`)).text + events.text + log).not.toContain(
    privateKey,
  );
});

test('a user signs in by digest with his name and the key, and does what his roles allow', async () => {
  const project = await freshProject();
  const as = await freshAccount([{ groupId: project.id, roleName: 'GROUP_READ_ONLY' }]);
  const root = await api('GET', '', { as });
  const self = root.json.links.find(({ rel }: { rel: string }) => rel === 'http://mms.mongodb.com/user').href;
  expect((await api('GET', new URL(self).pathname, { as })).json.username).toBe(as.publicKey);
  expect((await api('GET', `/groups/${project.id}`, { as, algorithm: 'SHA-256' })).status).toBe(200);
  expect((await api('PATCH', `/groups/${project.id}`, { as, body: { tags: [] } })).json.errorCode).toBe(
    'USER_UNAUTHORIZED',
  );
  expect((await api('GET', `/orgs/${project.orgId}`, { as })).status).toBe(200);
  expect((await api('GET', `/groups/${(await freshProject()).id}`, { as })).json.errorCode).toBe('NOT_IN_GROUP');
  expect((await api('GET', '/groups', { as })).json.results.map(({ id }: { id: string }) => id)).toEqual([project.id]);
});

test('everything of a user is found by links from the root', async () => {
  const as = await freshAccount();
  await api('POST', `/users/${as.id}/accessList`, { body: [{ ipAddress: '127.0.0.1' }] });
  const seen = new Set<string>();
  const follow = async (href: string): Promise<void> => {
    const { pathname, search } = new URL(href);
    if (seen.has(pathname)) return;
    seen.add(pathname);
    const { status, json } = await api('GET', pathname + search, { as });
    expect([pathname, status]).toEqual([pathname, 200]);
    for (const { links = [] } of [json, ...(json.results ?? [])]) for (const link of links) await follow(link.href);
  };
  await follow((await api('GET', '', { as })).json.links[0].href);
  const own = `/api/public/v1.0/users/${as.id}`;
  expect([...seen]).toEqual(expect.arrayContaining([own, `${own}/apiKeys/${as.keyId}`, `${own}/accessList/127.0.0.1`]));
});

test('each of several keys signs in; a deleted one is refused at once in every process, the others stay', async () => {
  const as = await freshAccount();
  const path = `/users/${as.id}/apiKeys`;
  const second = (await api('POST', path, { body: { desc: 'second' } })).json;
  const other = { publicKey: as.publicKey, privateKey: second.privateKey };
  expect((await api('GET', '', { as: other })).status).toBe(200);
  expect((await api('DELETE', `${path}/${as.keyId}`)).status).toBe(200);
  const refused = await Promise.all(Array.from({ length: 8 }, () => api('GET', '', { as })));
  expect(refused.map(({ status }) => status)).toEqual(times(8, 401));
  const taken = await Promise.all(Array.from({ length: 8 }, () => api('GET', '', { as: other })));
  expect(taken.map(({ status }) => status)).toEqual(times(8, 200));
});

test('a deleted user is refused at once in every process', async () => {
  const as = await freshAccount();
  expect((await api('GET', '', { as })).status).toBe(200);
  expect((await api('DELETE', `/users/${as.id}`)).status).toBe(200);
  const refused = await Promise.all(Array.from({ length: 8 }, () => api('GET', '', { as })));
  expect(refused.map(({ status }) => status)).toEqual(times(8, 401));
});

test('a user makes more keys himself, from an address on his list', async () => {
  const as = await freshAccount();
  const path = `/users/${as.id}/apiKeys`;
  const body = { desc: 'mine' };
  const early = await api('POST', path, { as, body });
  expect([early.status, early.json.errorCode]).toEqual([403, 'IP_ADDRESS_NOT_ON_ACCESS_LIST']);
  await api('POST', `/users/${as.id}/accessList`, { body: [{ ipAddress: '127.0.0.1' }] });
  const made = await api('POST', path, { as, body });
  expect(made.status).toBe(201);
  expect((await api('DELETE', `${path}/${made.json.id}`, { as })).status).toBe(200);
});

test('nobody else may: a key is worth every role of the user, also those to come', async () => {
  const { id: orgId } = await freshOrganization();
  const key = await freshKey(orgId, ['ORG_OWNER']);
  await api('POST', `/orgs/${orgId}/apiKeys/${key.id}/accessList`, { body: [{ ipAddress: '127.0.0.1' }] });
  const made = await api('POST', '/users', {
    as: key,
    body: {
      username: `own-${key.publicKey}@example.com`,
      password: 'correct horse battery staple',
      firstName: 'A',
      lastName: 'B',
      roles: [{ orgId, roleName: 'ORG_MEMBER' }],
    },
  });
  expect(made.status).toBe(201);
  const refused = await api('POST', `/users/${made.json.id}/apiKeys`, { as: key, body: { desc: 'x' } });
  expect([refused.status, refused.json.errorCode]).toEqual([401, 'USER_UNAUTHORIZED']);
});

test('ten at most', async () => {
  const { id } = await freshUser();
  const make = () => api('POST', `/users/${id}/apiKeys`, { body: { desc: 'x' } });
  for (let count = 0; count < 9; count += 1) await make();
  const last = await Promise.all([make(), make(), make()]);
  expect(last.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 400, 400]);
  expect(last.find(({ status }) => status === 400)?.json.errorCode).toBe('MAX_API_KEYS_PER_USER_EXCEEDED');
});

test('errors', async () => {
  const { id } = await freshUser();
  const unknown = '6512e1b2c3d4e5f601234567';
  expect((await api('POST', `/users/${id}/apiKeys`, { body: {} })).json.errorCode).toBe('MISSING_ATTRIBUTE');
  for (const method of ['GET', 'DELETE'])
    for (const keyId of [unknown, 'nothing']) {
      const { status, json } = await api(method, `/users/${id}/apiKeys/${keyId}`);
      expect([status, json.errorCode]).toEqual([404, 'API_KEY_NOT_FOUND']);
    }
  expect((await api('GET', `/users/${unknown}/apiKeys`)).json.errorCode).toBe('USER_NOT_FOUND');
});
